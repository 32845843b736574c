// The measured figures of a run, one after the other, a little at a time.
import type { Backend } from '../../../compute/backend';
import type { Estimate } from '../../../math/statistics';
import type { Plot } from '../../../experiment/lab';
import { BandwidthFigure } from './bandwidth';
import { BoundaryFigure } from './boundary';
import { CostFigure } from './cost';
import { DimensionFigure } from './dimension';
import type { Figure } from './figure';
import { LikelihoodFigure } from './likelihood';
import type { PointCloud } from '../../../experiment/point-cloud';

/** A turn goes on until this much time has passed. */
const TURN_MS = 50;

export class FigureQueue {
  readonly #figures: readonly Figure[];
  readonly #dimension: DimensionFigure;
  #plots: readonly Plot[] = [];

  constructor(backend: Backend, cloud: PointCloud, seed: number, sigma: () => number) {
    this.#dimension = new DimensionFigure(backend, seed);
    this.#figures = [
      new BoundaryFigure(backend, sigma),
      new BandwidthFigure(backend, cloud, seed),
      new LikelihoodFigure(backend, cloud),
      new CostFigure(backend, cloud, sigma),
      this.#dimension,
    ];
    this.#draw();
  }

  /** The same array until something new was measured. */
  get plots(): readonly Plot[] {
    return this.#plots;
  }

  get dimensionErrors(): readonly Estimate[] {
    return this.#dimension.measured.errors;
  }

  /** True while there is more to do. */
  async refine(): Promise<boolean> {
    const begun = performance.now();
    let more = false;
    for (const figure of this.#figures) {
      do more = await figure.refine();
      while (more && performance.now() - begun < TURN_MS);
      if (more || performance.now() - begun >= TURN_MS) {
        this.#draw();
        return true;
      }
    }
    this.#draw();
    return false;
  }

  dispose(): void {
    for (const figure of this.#figures) figure.dispose();
  }

  #draw(): void {
    const [boundary, bandwidth, likelihood, cost, dimension] = this.#figures.map((figure) => figure.plot());
    this.#plots = [bandwidth, likelihood, cost, dimension, boundary].filter((plot) => plot !== undefined);
  }
}
