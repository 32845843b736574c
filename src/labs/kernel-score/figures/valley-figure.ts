// A quantity over the bandwidth, measured closer and closer around its lowest point.
import type { Figure } from '../../../experiment/figures';
import type { Colour, Plot } from '../../../experiment/frame';
import { logSpaced, Valley, type Minimum } from '../../../math/valley';
import { figure as shown } from '../../../numbers';

const BANDWIDTHS = logSpaced(0.01, 5, 19);

export interface Curve extends Pick<Plot, 'id' | 'title' | 'y'> {
  readonly label: string;
  readonly colour: Colour;
  /** What is measured at each bandwidth; made ready when it is its turn. */
  readonly measure: () => { at(sigma: number): Promise<number>; dispose?(): void };
  /** Once all is known. */
  readonly remark: (best: Minimum) => string;
  /** Values that exceed the least one by more are not drawn. */
  readonly tallest?: number;
}

export class ValleyFigure implements Figure {
  readonly #curve: Curve;
  readonly #valley = new Valley(BANDWIDTHS);
  #measure: ReturnType<Curve['measure']> | undefined;

  constructor(curve: Curve) {
    this.#curve = curve;
  }

  get best(): Minimum | undefined {
    return this.#valley.best;
  }

  async refine(): Promise<boolean> {
    const sigma = this.#valley.next;
    if (sigma === undefined) return false;
    this.#measure ??= this.#curve.measure();
    this.#valley.add(await this.#measure.at(sigma));
    const more = this.#valley.next !== undefined;
    if (!more) this.dispose();
    return more;
  }

  panel(): Plot {
    const { id, title, y, label, colour, remark } = this.#curve;
    const { best } = this;
    return {
      kind: 'plot',
      id,
      title,
      x: { label: 'σ', scale: 'log' },
      y,
      series: [{ label, colour, ...this.#drawn(), dots: true }],
      marks: best ? [{ label: 'best σ', x: best.x, colour }] : [],
      remarks: best ? [remark(best)] : [],
      done: this.#valley.done,
      ...(best?.inside
        ? { remedy: { label: `Use σ = ${shown(best.x)}`, values: { sigma: Number(best.x.toPrecision(3)) } } }
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
