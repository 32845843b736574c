// Point sets, queries and float64 sums for the tests of kernel scores.
import { uniformSource } from '../../src/math/random';
import { normalSource } from './normals';

/** [count, dimension], uniform in [-size, size]. */
export function uniformPoints(count: number, dimension: number, size: number, seed: number): Float32Array<ArrayBuffer> {
  const uniform = uniformSource(seed);
  return Float32Array.from({ length: count * dimension }, () => (2 * uniform() - 1) * size);
}

/** [count, dimension], standard normal about one of eight places on a ring of radius 2, of standard deviation 0.3. */
export function ringPoints(count: number, dimension: number, seed: number): Float32Array<ArrayBuffer> {
  const uniform = uniformSource(seed);
  const normal = normalSource(seed + 1);
  const points = new Float32Array(count * dimension);
  for (let i = 0; i < count; i++) {
    const angle = (Math.PI / 4) * Math.floor(8 * uniform());
    const centre = [2 * Math.cos(angle), 2 * Math.sin(angle)];
    for (let j = 0; j < dimension; j++) points[i * dimension + j] = (centre[j] ?? 0) + 0.3 * normal();
  }
  return points;
}

export interface Truth {
  readonly score: Float64Array;
  readonly logDensity: number;
}

/** One query in float64, in two passes. MATHS.md 3.3. */
export function truthAt(data: Float32Array, query: Float32Array, sigma: number): Truth {
  const dimension = query.length;
  const count = data.length / dimension;
  const squares = new Float64Array(count);
  let least = Infinity;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < dimension; j++) squares[i] += (data[i * dimension + j] - query[j]) ** 2;
    least = Math.min(least, squares[i]);
  }
  let mass = 0;
  const moment = new Float64Array(dimension);
  for (let i = 0; i < count; i++) {
    const weight = Math.exp((least - squares[i]) / (2 * sigma * sigma));
    if (weight === 0) continue;
    mass += weight;
    for (let j = 0; j < dimension; j++) moment[j] += weight * (data[i * dimension + j] - query[j]);
  }
  const offset = Math.log(count) + dimension * Math.log(Math.sqrt(2 * Math.PI) * sigma);
  return {
    score: moment.map((sum) => sum / mass / (sigma * sigma)),
    logDensity: Math.log(mass) - least / (2 * sigma * sigma) - offset,
  };
}

export interface ScoreCase {
  readonly data: Float32Array;
  readonly queries: Float32Array;
  readonly dimension: number;
  readonly sigma: number;
}

export interface Errors {
  /** Largest |s − truth| / (|truth| + 1/σ). */
  readonly score: number;
  /** Largest |log q − truth| / (1 + |truth|). */
  readonly logDensity: number;
}

/** The largest errors over at most `most` queries, evenly chosen, the first and the last among them. NaN counts as infinite. */
export function errorsOf(
  { data, queries, dimension, sigma }: ScoreCase,
  result: { readonly score: ArrayLike<number>; readonly logDensity: ArrayLike<number> },
  most = 64,
): Errors {
  const count = queries.length / dimension;
  const checked = Math.min(most, count);
  let score = 0;
  let logDensity = 0;
  for (let k = 0; k < checked; k++) {
    const query = checked === 1 ? 0 : Math.round((k * (count - 1)) / (checked - 1));
    const truth = truthAt(data, queries.subarray(query * dimension, (query + 1) * dimension), sigma);
    const off = truth.score.map((value, j) => result.score[query * dimension + j] - value);
    const error = Math.hypot(...off) / (Math.hypot(...truth.score) + 1 / sigma);
    const logError = Math.abs(result.logDensity[query] - truth.logDensity) / (1 + Math.abs(truth.logDensity));
    score = error <= score ? score : Number.isNaN(error) ? Infinity : error;
    logDensity = logError <= logDensity ? logDensity : Number.isNaN(logError) ? Infinity : logError;
  }
  return { score, logDensity };
}
