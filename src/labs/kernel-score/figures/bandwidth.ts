// Drawback 2: the score error over the bandwidth, U-shaped, against the true score of the law. MATHS.md 3.4, K5.
import type { Backend } from '../../../compute/backend';
import type { SyntheticId } from '../../../data/synthetic';
import type { Plot } from '../../../experiment/lab';
import { figure as shown } from '../../../experiment/claims';
import type { PointCloud } from '../../../experiment/point-cloud';
import { leadingRows } from '../../../score/density-probe';
import { logSpaced, Valley, type Figure, type Minimum } from './figure';
import { ScoreError } from './score-error';

export const BANDWIDTHS = logSpaced(0.01, 5, 19);
const SIZES = { webgpu: { points: 4096, tests: 512 }, reference: { points: 1024, tests: 128 } } as const;

export class BandwidthFigure implements Figure {
  readonly #backend: Backend;
  readonly #cloud: PointCloud;
  readonly #seed: number;
  readonly #errors = new Valley(BANDWIDTHS);
  /** Made when it is its turn: the true score of hundreds of points is no work for the start of a run. */
  #measure: ScoreError | undefined;
  readonly #points: number;

  constructor(backend: Backend, cloud: PointCloud, seed: number) {
    this.#backend = backend;
    this.#cloud = cloud;
    this.#seed = seed;
    this.#points = Math.min(SIZES[backend.kind].points, cloud.count);
  }

  /** The lowest point, once all is measured. */
  get best(): Minimum | undefined {
    return this.#errors.best;
  }

  async refine(): Promise<boolean> {
    const { law } = this.#cloud;
    const sigma = this.#errors.next;
    if (!law || sigma === undefined) return false;
    this.#measure ??= this.#begin(law);
    this.#errors.add((await this.#measure.at(sigma)).value);
    const more = this.#errors.next !== undefined;
    if (!more) this.#measure.dispose();
    return more;
  }

  plot(): Plot | undefined {
    if (!this.#cloud.law) return undefined;
    const { best } = this;
    return {
      kind: 'plot',
      id: 'bandwidth',
      title: 'Bandwidth: error of the score',
      x: { label: 'σ', scale: 'log' },
      y: { label: 'mean |s − ∇ log p|²', scale: 'log' },
      series: [{ label: 'measured', colour: 'first', ...this.#errors.curve, dots: true }],
      marks: best ? [{ label: 'best σ', x: best.x, colour: 'first' }] : [],
      remarks: best
        ? [
            `With ${this.#points.toLocaleString('en-GB')} points the error is least, ${shown(best.y)}, at σ = ${shown(best.x)}. Narrower kernels see single points, wider ones blur the law.`,
          ]
        : [],
      done: this.#errors.done,
      ...(best?.inside
        ? { remedy: { label: `Use σ = ${shown(best.x)}`, values: { sigma: Number(best.x.toPrecision(3)) } } }
        : {}),
    };
  }

  dispose(): void {
    this.#measure?.dispose();
  }

  #begin(law: SyntheticId): ScoreError {
    const { values, dimension } = this.#cloud;
    const points = leadingRows(values, dimension, this.#points);
    return new ScoreError(this.#backend, law, points, dimension, SIZES[this.#backend.kind].tests, this.#seed);
  }
}
