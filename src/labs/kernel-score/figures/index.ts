// The four drawbacks of a kernel score, measured beside the run.
import type { Backend } from '../../../compute/backend';
import { Figures } from '../../../experiment/figures';
import type { PointCloud } from '../../../experiment/point-cloud';
import type { Estimate } from '../../../math/statistics';
import { bandwidthFigure } from './bandwidth';
import { BoundaryFigure } from './boundary';
import { costFigure } from './cost';
import { DimensionFigure } from './dimension';
import { likelihoodFigure } from './likelihood';

export class DrawbackFigures extends Figures {
  readonly #dimension: DimensionFigure;

  /** `sigma`: the setting, which may change. */
  constructor(backend: Backend, cloud: PointCloud, seed: number, sigma: () => number) {
    const dimension = new DimensionFigure(backend, seed);
    const boundary = new BoundaryFigure(backend, sigma);
    const others = [
      bandwidthFigure(backend, cloud, seed),
      likelihoodFigure(backend, cloud),
      costFigure(backend, cloud, sigma),
      dimension,
    ].filter((figure) => figure !== undefined);
    // The only one that follows the setting is measured first.
    super([...others, boundary], [boundary, ...others]);
    this.#dimension = dimension;
  }

  /** Best relative errors over rising dimensions, as far as measured. */
  get dimensionErrors(): readonly Estimate[] {
    return this.#dimension.errors;
  }
}
