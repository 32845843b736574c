// The kernel density at one point in float64, on the host: the oracle of the lab's predictions. MATHS.md 3.2, 3.3.

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
    let square = 0;
    for (let j = 0, at = row * dimension; j < dimension; j++, at++) square += (points[at] - x[j]) ** 2;
    exponents[row] = -square / (2 * sigma * sigma);
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

/** tr Cov_w = Σ wᵢ |xᵢ − m|² */
export function spread(points: ArrayLike<number>, { mean, rows, weights }: Weighting): number {
  const dimension = mean.length;
  return rows.reduce((sum, row, index) => {
    let square = 0;
    for (let j = 0; j < dimension; j++) square += (points[row * dimension + j] - mean[j]) ** 2;
    return sum + weights[index] * square;
  }, 0);
}

/** Cov_w applied to a direction. */
function applyCovariance(points: ArrayLike<number>, weighting: Weighting, direction: Float64Array): Float64Array {
  const { mean, rows, weights } = weighting;
  const dimension = mean.length;
  const result = new Float64Array(dimension);
  rows.forEach((row, index) => {
    let along = 0;
    for (let j = 0; j < dimension; j++) along += (points[row * dimension + j] - mean[j]) * direction[j];
    for (let j = 0; j < dimension; j++) result[j] += weights[index] * along * (points[row * dimension + j] - mean[j]);
  });
  return result;
}

export interface Axis {
  /** An eigenvalue of Cov_w, and its unit eigenvector. */
  readonly value: number;
  readonly direction: Float64Array;
}

const ITERATIONS = 200;

/** The leading `wanted` eigenvectors of Cov_w by orthogonal iteration, largest eigenvalue first. */
export function leadingAxes(points: ArrayLike<number>, weighting: Weighting, wanted: number): Axis[] {
  const dimension = weighting.mean.length;
  const axes: Axis[] = [];
  for (let k = 0; k < Math.min(wanted, dimension); k++) {
    let direction = orthonormal(
      Float64Array.from({ length: dimension }, (_, j) => 1 + ((3 * j + 5 * k) % 7)),
      axes,
    );
    let value = 0;
    for (let i = 0; i < ITERATIONS; i++) {
      const image = applyCovariance(points, weighting, direction);
      const grown = Math.hypot(...image);
      if (grown === 0) break;
      direction = orthonormal(image, axes);
      const settled = Math.abs(grown - value) <= 1e-14 * grown;
      value = grown;
      if (settled) break;
    }
    const image = applyCovariance(points, weighting, direction);
    value = image.reduce((sum, entry, j) => sum + entry * direction[j], 0);
    axes.push({ value, direction });
  }
  return axes.toSorted((a, b) => b.value - a.value);
}

function orthonormal(vector: Float64Array, axes: readonly Axis[]): Float64Array {
  const rest = Float64Array.from(vector);
  for (const { direction } of axes) {
    const along = direction.reduce((sum, entry, j) => sum + entry * rest[j], 0);
    for (let j = 0; j < rest.length; j++) rest[j] -= along * direction[j];
  }
  const length = Math.hypot(...rest);
  if (length > 1e-150) return rest.map((entry) => entry / length);
  // Nothing is left in this direction: any other orthogonal one serves.
  const free = rest.map((_, j) => (j === axes.length % rest.length ? 1 : 0));
  return axes.length === 0
    ? free
    : orthonormal(
        free.map((entry, j) => entry + 1e-3 * (j + 1)),
        axes,
      );
}
