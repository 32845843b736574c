// One sweep of a mixture of isotropic Gaussians as a map, and its Jacobian at a fixed point: the share of missing information.
// Coordinates: the weights but the last, then of each component mean and variance. MATHS.md 1.6 (V18).
import { EigenvalueDecomposition, inverse, Matrix } from 'ml-matrix';
import { logJoint, normalise } from './mixture-posterior';

/** Rows [weight, mean, variance] of K components over data [n, D]. */
interface Shape {
  readonly components: number;
  readonly dimension: number;
}

export type { Matrix };

type Complex = readonly [number, number];

/** Sums over the data of (r, r (x − μ), r |x − μ|²), [K, D + 2], as one sweep of the device forms them; and Σ log p(x). */
function sums(
  theta: Float64Array,
  x: ArrayLike<number>,
  { components, dimension }: Shape,
): { readonly t: Float64Array; readonly evidence: number } {
  const width = dimension + 2;
  const t = new Float64Array(components * width);
  const [joint, shares] = [new Float64Array(components), new Float64Array(components)];
  const place = new Float64Array(dimension);
  let evidence = 0;
  for (let at = 0; at < x.length; at += dimension) {
    for (let j = 0; j < dimension; j++) place[j] = x[at + j];
    logJoint(theta, place, joint);
    evidence += normalise(joint, shares);
    for (let k = 0; k < components; k++) {
      t[k * width] += shares[k];
      for (let j = 0; j < dimension; j++) {
        const away = place[j] - theta[k * width + 1 + j];
        t[k * width + 1 + j] += shares[k] * away;
        t[k * width + width - 1] += shares[k] * away * away;
      }
    }
  }
  return { t, evidence };
}

/** One sweep in float64; variances stay at or above `floor`. */
export function sweepOnce(theta: Float64Array, x: ArrayLike<number>, shape: Shape, floor: number): Float64Array {
  const { components, dimension } = shape;
  const width = dimension + 2;
  const count = x.length / dimension;
  const { t } = sums(theta, x, shape);
  const next = theta.slice();
  for (let k = 0; k < components; k++) {
    const mass = t[k * width];
    next[k * width] = mass / count;
    if (!(mass / count > 2 ** -100)) continue;
    let moved = 0;
    for (let j = 1; j <= dimension; j++) {
      next[k * width + j] += t[k * width + j] / mass;
      moved += (t[k * width + j] / mass) ** 2;
    }
    next[k * width + width - 1] = Math.max(floor, (t[k * width + width - 1] / mass - moved) / dimension);
  }
  return next;
}

/** Where sweeps end from `theta`, and whether they did within `most`; each number changes less than 10⁻¹¹ of the spread by then. */
export function fixedPoint(
  theta: Float64Array,
  x: ArrayLike<number>,
  shape: Shape,
  floor: number,
  most: number,
): { readonly theta: Float64Array; readonly settled: boolean; readonly changes: readonly number[] } {
  const changes: number[] = [];
  let now = theta;
  for (let sweep = 0; sweep < most; sweep++) {
    const next = sweepOnce(now, x, shape, floor);
    changes.push(Math.max(...next.map((value, i) => Math.abs(value - now[i]))));
    now = next;
    if (changes[changes.length - 1] < 1e-11) return { theta: now, settled: true, changes };
  }
  return { theta: now, settled: false, changes };
}

/** Coordinates [K (D + 2) − 1] → rows with the last weight, and back. */
export function rowsOfCoordinates(coordinates: ArrayLike<number>, { components, dimension }: Shape): Float64Array {
  const width = dimension + 2;
  const theta = new Float64Array(components * width);
  let last = 1;
  for (let k = 0; k < components; k++) {
    if (k < components - 1) last -= theta[k * width] = coordinates[k];
    for (let j = 1; j < width; j++) theta[k * width + j] = coordinates[components - 1 + k * (width - 1) + j - 1];
  }
  theta[(components - 1) * width] = last;
  return theta;
}

/** Weights that rounding has taken from a sum of 1 are brought back: a sweep knows their ratios alone. */
export function coordinatesOfRows(theta: ArrayLike<number>, { components, dimension }: Shape): Float64Array {
  const width = dimension + 2;
  const result = new Float64Array(components * width - 1);
  let total = 0;
  for (let k = 0; k < components; k++) total += theta[k * width];
  for (let k = 0; k < components; k++) {
    if (k < components - 1) result[k] = theta[k * width] / total;
    for (let j = 1; j < width; j++) result[components - 1 + k * (width - 1) + j - 1] = theta[k * width + j];
  }
  return result;
}

/** ∇ Σ log p(x) in the coordinates. */
function slope(coordinates: Float64Array, x: ArrayLike<number>, shape: Shape): Float64Array {
  const { components, dimension } = shape;
  const width = dimension + 2;
  const theta = rowsOfCoordinates(coordinates, shape);
  const { t } = sums(theta, x, shape);
  const last = (components - 1) * width;
  const result = new Float64Array(coordinates.length);
  for (let k = 0; k < components; k++) {
    if (k < components - 1) result[k] = t[k * width] / theta[k * width] - t[last] / theta[last];
    const at = components - 1 + k * (width - 1);
    const variance = theta[k * width + width - 1];
    for (let j = 0; j < dimension; j++) result[at + j] = t[k * width + 1 + j] / variance;
    result[at + dimension] = (t[k * width + width - 1] / variance - dimension * t[k * width]) / (2 * variance);
  }
  return result;
}

/** How far each coordinate is moved for a difference, in units of its own scale: a weight's, a deviation, a variance. */
export function scalesOf(theta: Float64Array, { components, dimension }: Shape): Float64Array {
  const width = dimension + 2;
  const least = Math.min(...Array.from({ length: components }, (_, k) => theta[k * width]));
  const result = new Float64Array(components * width - 1).fill(least);
  for (let k = 0; k < components; k++) {
    const variance = theta[k * width + width - 1];
    const at = components - 1 + k * (width - 1);
    result.fill(Math.sqrt(variance), at, at + dimension);
    result[at + dimension] = variance;
  }
  return result;
}

/** Eigenvalues of I − I_c⁻¹ I_o at a fixed point, largest first. */
export function missingShares(theta: Float64Array, x: ArrayLike<number>, shape: Shape): Complex[] {
  const { components, dimension } = shape;
  const width = dimension + 2;
  const coordinates = coordinatesOfRows(theta, shape);
  const scales = scalesOf(theta, shape);
  const size = coordinates.length;
  const observed = Matrix.zeros(size, size);
  for (let j = 0; j < size; j++) {
    const step = 1e-5 * scales[j];
    const [up, down] = [step, -step].map((h) =>
      slope(
        coordinates.map((value, i) => (i === j ? value + h : value)),
        x,
        shape,
      ),
    );
    for (let i = 0; i < size; i++) observed.set(i, j, -(up[i] - down[i]) / (2 * step));
  }
  const { t } = sums(theta, x, shape);
  const complete = Matrix.zeros(size, size);
  const last = t[(components - 1) * width] / theta[(components - 1) * width] ** 2;
  for (let k = 0; k < components; k++) {
    const mass = t[k * width];
    const variance = theta[k * width + width - 1];
    for (let l = 0; l < components - 1 && k < components - 1; l++)
      complete.set(k, l, last + (k === l ? mass / theta[k * width] ** 2 : 0));
    const at = components - 1 + k * (width - 1);
    for (let j = 0; j < dimension; j++) complete.set(at + j, at + j, mass / variance);
    complete.set(at + dimension, at + dimension, (dimension * mass) / (2 * variance ** 2));
  }
  return eigenvaluesOf(Matrix.eye(size).sub(inverse(complete).mmul(observed)));
}

/** The matrix J with image differences = J · place differences; rows are the differences, one pair of places each. */
export function slopesBetween(places: readonly number[][], images: readonly number[][]): Matrix {
  return inverse(new Matrix([...places]))
    .mmul(new Matrix([...images]))
    .transpose();
}

/** Largest real part first. */
export function eigenvaluesOf(matrix: Matrix): Complex[] {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrix);
  return realEigenvalues.map((value, i): Complex => [value, imaginaryEigenvalues[i]]).toSorted(([a], [b]) => b - a);
}
