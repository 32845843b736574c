// The kernel density at one place, in any dimension, in float64: density, mean shift and the covariance of the weights.
// MATHS.md 3.2, 3.3.
import { leadingEigenvectors, type Axis } from './leading-eigenvectors';
import { minus, squareTo } from './vectors';

export interface Weighting {
  /** log q(x) in nats. */
  readonly logDensity: number;
  /** m(x) = Σ wᵢ xᵢ */
  readonly mean: Float64Array;
  /** Indices of the points that matter, and their weights, which sum to 1. */
  readonly rows: readonly number[];
  readonly weights: readonly number[];
}

/** Below e⁻³⁶ of the largest a weight does not change a float64 sum of a million. */
const LEAST_EXPONENT = -36;

/** Points row-major [n, d]; x of length d. */
export function weigh(points: ArrayLike<number>, x: ArrayLike<number>, sigma: number): Weighting {
  const dimension = x.length;
  const count = points.length / dimension;
  const exponents = new Float64Array(count);
  let top = -Infinity;
  for (let row = 0; row < count; row++) {
    exponents[row] = -squareTo(points, row * dimension, x) / (2 * sigma * sigma);
    if (exponents[row] > top) top = exponents[row];
  }
  const rows: number[] = [];
  const shares: number[] = [];
  let total = 0;
  for (let row = 0; row < count; row++) {
    if (exponents[row] - top < LEAST_EXPONENT) continue;
    const share = Math.exp(exponents[row] - top);
    rows.push(row);
    shares.push(share);
    total += share;
  }
  const weights = shares.map((share) => share / total);
  const mean = new Float64Array(dimension);
  rows.forEach((row, index) => {
    for (let j = 0; j < dimension; j++) mean[j] += weights[index] * points[row * dimension + j];
  });
  const logDensity = top + Math.log(total) - Math.log(count) - dimension * Math.log(Math.sqrt(2 * Math.PI) * sigma);
  return { logDensity, mean, rows, weights };
}

/** s(x) = (m(x) − x)/σ² */
export function scoreAt(points: ArrayLike<number>, x: ArrayLike<number>, sigma: number): Float64Array {
  return minus(weigh(points, x, sigma).mean, x).map((value) => value / sigma ** 2);
}

/** tr Cov_w = Σ wᵢ |xᵢ − m|² */
export function spread(points: ArrayLike<number>, { mean, rows, weights }: Weighting): number {
  return rows.reduce((sum, row, index) => sum + weights[index] * squareTo(points, row * mean.length, mean), 0);
}

/** The leading `wanted` eigenvectors of Cov_w, largest eigenvalue first. */
export function leadingAxes(points: ArrayLike<number>, { mean, rows, weights }: Weighting, wanted: number): Axis[] {
  const dimension = mean.length;
  const image = (direction: Float64Array): Float64Array => {
    const result = new Float64Array(dimension);
    rows.forEach((row, index) => {
      let along = 0;
      for (let j = 0; j < dimension; j++) along += (points[row * dimension + j] - mean[j]) * direction[j];
      for (let j = 0; j < dimension; j++) result[j] += weights[index] * along * (points[row * dimension + j] - mean[j]);
    });
    return result;
  };
  return leadingEigenvectors(image, dimension, wanted);
}
