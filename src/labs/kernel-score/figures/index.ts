// The four drawbacks of a kernel score, measured beside the run.
import type { Backend } from '../../../compute/backend';
import { Figures } from '../../../experiment/figures';
import type { PointCloud } from '../../../experiment/point-cloud';
import { bandwidthFigure } from './bandwidth';
import { BoundaryFigure } from './boundary';
import { costFigure } from './cost';
import type { DimensionFigure } from './dimension';
import { likelihoodFigure } from './likelihood';

/** `sigma`: the setting, which may change. `dimension`: whoever makes it asks it for its errors. */
export function drawbackFigures(
  backend: Backend,
  cloud: PointCloud,
  seed: number,
  sigma: () => number,
  dimension: DimensionFigure,
): Figures {
  const boundary = new BoundaryFigure(backend, sigma);
  const likelihood = likelihoodFigure(backend, cloud);
  const others = [bandwidthFigure(backend, cloud, seed), likelihood, costFigure(backend, cloud, sigma), dimension];
  const shown = [...others, boundary].filter((figure) => figure !== undefined);
  // The only one that follows the setting is measured first.
  return new Figures(shown, [boundary, ...shown.slice(0, -1)]);
}
