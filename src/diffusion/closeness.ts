// How near particles are to the data, and how widely they are spread, as read back. MATHS.md D12, D13.
import { nearestOf, type Nearest } from '../math/nearest';
import { mean } from '../math/statistics';
import type { DataCentres } from './process-settings';

export interface Closeness {
  /** y = z/α of leading particles that are finite, row-major [n, dimension]. */
  readonly sample: Float32Array;
  /** Of the sample, from y to the data. */
  readonly nearest: Nearest;
  /** Mean of the distances. */
  readonly distance: number;
  /** Of z, of all that are finite. */
  readonly mean: Float64Array;
  /** Of a coordinate of z, all particles and coordinates together. */
  readonly variance: number;
  readonly finite: number;
  readonly nonFinite: number;
}

/** Pairs of numbers of the sample and of the data. */
const PAIRS = 2 ** 21;
const LEAST_SAMPLE = 64;

/** Places z row-major [n, dimension]. */
export function closenessOf({ centres, dimension }: DataCentres, places: ArrayLike<number>, alpha: number): Closeness {
  const count = places.length / dimension;
  const most = Math.min(count, Math.max(LEAST_SAMPLE, Math.floor((2 * PAIRS) / centres.length)));
  const sample = new Float32Array(most * dimension);
  const sums = new Float64Array(dimension);
  let [finite, squares, taken] = [0, 0, 0];
  for (let from = 0; from < places.length; from += dimension) {
    let ownSquares = 0;
    for (let at = from; at < from + dimension; at++) ownSquares += places[at] ** 2;
    if (!Number.isFinite(ownSquares)) continue;
    finite++;
    for (let j = 0; j < dimension; j++) sums[j] += places[from + j];
    squares += ownSquares;
    if (taken < sample.length) for (let at = from; at < from + dimension; at++) sample[taken++] = places[at] / alpha;
  }
  const numbers = finite * dimension;
  const own = sample.subarray(0, taken);
  const nearest = nearestOf(centres, own, dimension);
  const variance = squares / numbers - (sums.reduce((sum, one) => sum + one, 0) / numbers) ** 2;
  const distance = mean(nearest.distances);
  const middle = sums.map((sum) => sum / finite);
  return { sample: own, nearest, distance, mean: middle, variance, finite, nonFinite: count - finite };
}
