// The data of a run about their mean, and what is known of them.
import { centred } from '../../data/centred';
import { COLUMNS, loadPoints, POINTS } from '../../experiment/point-cloud';
import type { RunData, StartOptions } from '../../experiment/lab';
import { principalVariances } from '../../math/pca-maximum';
import { mean } from '../../math/statistics';
import type { RunPoints } from '../../variational/start-places';
import type { Values } from './parameters';

export interface LabData extends RunPoints {
  /** Eigenvalues of their covariance, largest first. */
  readonly principal: readonly number[];
}

/** PCA looks at all columns, a mixture at the two of the picture. */
export async function loadData(
  values: Values,
  seed: number,
  data: RunData,
  options: Pick<StartOptions, 'signal' | 'onProgress'>,
): Promise<LabData> {
  const isPca = values.model === 'pca';
  const taken = isPca ? [POINTS, COLUMNS] : [POINTS];
  const own = Object.fromEntries(Object.entries(data).filter(([name]) => taken.includes(name)));
  const measurements = isPca ? values.measurements : 'two';
  const { values: rows, count, dimension } = await loadPoints({ ...values, measurements }, seed, own, options);
  const { points: x, centre } = centred(rows, dimension);
  const variance = mean(x.map((value) => value * value)) || 1;
  return { x, centre, count, dimension, variance, principal: principalVariances(x, dimension) };
}
