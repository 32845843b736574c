// A quantity over one parameter, measured closer and closer around its lowest point.
import { Valley, type Minimum } from '../math/valley';
import { figure as shown } from '../numbers';
import type { Figure } from './figures';
import type { Colour, Plot } from './frame';

/** What the quantity depends on, and where it is measured first. */
export interface Abscissa {
  readonly symbol: string;
  readonly parameter: string;
  readonly values: readonly number[];
}

export interface Curve extends Pick<Plot, 'id' | 'title' | 'y'> {
  readonly over: Abscissa;
  readonly label: string;
  readonly colour: Colour;
  /** What is measured at each value; made ready when it is its turn. */
  readonly measure: () => { at(value: number): Promise<number>; dispose?(): void };
  /** Once all is known. */
  readonly remark: (best: Minimum) => string;
  /** Values that exceed the least one by more are not drawn. */
  readonly tallest?: number;
}

export class ValleyFigure implements Figure {
  readonly #curve: Curve;
  readonly #valley: Valley;
  #measure: ReturnType<Curve['measure']> | undefined;

  constructor(curve: Curve) {
    this.#curve = curve;
    this.#valley = new Valley(curve.over.values);
  }

  get best(): Minimum | undefined {
    return this.#valley.best;
  }

  async refine(): Promise<boolean> {
    const { next } = this.#valley;
    if (next === undefined) return false;
    this.#measure ??= this.#curve.measure();
    this.#valley.add(await this.#measure.at(next));
    const more = this.#valley.next !== undefined;
    if (!more) this.dispose();
    return more;
  }

  panel(): Plot {
    const { id, title, over, y, label, colour, remark } = this.#curve;
    const { symbol, parameter } = over;
    const { best } = this;
    return {
      kind: 'plot',
      id,
      title,
      x: { label: symbol, scale: 'log' },
      y,
      series: [{ label, colour, ...this.#drawn(), dots: true }],
      marks: best ? [{ label: `best ${symbol}`, x: best.x, colour }] : [],
      remarks: best ? [remark(best)] : [],
      done: this.#valley.done,
      ...(best?.inside
        ? {
            remedy: {
              label: `Use ${symbol} = ${shown(best.x)}`,
              values: { [parameter]: Number(best.x.toPrecision(3)) },
            },
          }
        : {}),
    };
  }

  dispose(): void {
    this.#measure?.dispose?.();
  }

  #drawn(): { x: number[]; y: number[] } {
    const { x, y } = this.#valley.curve;
    const top = Math.min(...y) + (this.#curve.tallest ?? Infinity);
    const isDrawn = (_: number, i: number): boolean => y[i] < top;
    return { x: x.filter(isDrawn), y: y.filter(isDrawn) };
  }
}
