// One sweep of probabilistic PCA with one latent as a map at its maximum: the share of missing information. Coordinates: W, b, the variance.
// MATHS.md 1.3, 1.6 (V6, V18).
import { EigenvalueDecomposition, inverse, Matrix } from 'ml-matrix';
import { eigenvaluesOf } from './mixture-information';
import { covarianceOf, noiseAtMaximum } from './pca-maximum';
import { PcaModel } from './pca-posterior';

/** Coordinates [2 D + 1] → numbers of a start, whose second latent has no loadings, and back. */
export function startOfCoordinates(coordinates: Float64Array): Float64Array {
  const dimension = (coordinates.length - 1) / 2;
  const theta = new Float64Array(3 * dimension + 1);
  theta.set(coordinates.subarray(0, dimension));
  theta.set(coordinates.subarray(dimension), 2 * dimension);
  return theta;
}

export function coordinatesOfStart(theta: ArrayLike<number>): Float64Array {
  const dimension = (theta.length - 1) / 3;
  return Float64Array.from({ length: 2 * dimension + 1 }, (_, i) => theta[i < dimension ? i : i + dimension]);
}

/** The largest evidence of `x`, [n, dimension], as coordinates; undefined where nothing is left for the noise. */
export function maximumOf(x: ArrayLike<number>, dimension: number): Float64Array | undefined {
  const { covariance, mean } = covarianceOf(x, dimension);
  const { realEigenvalues: values, eigenvectorMatrix: axes } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const sorted = values.toSorted((a, b) => b - a);
  const noise = noiseAtMaximum(sorted, 1);
  if (noise === undefined || !(noise > 0)) return undefined;
  const axis = axes.getColumn(values.indexOf(sorted[0]));
  const size = Math.sqrt(sorted[0] - noise);
  return Float64Array.from([...axis.map((along) => size * along), ...mean, noise]);
}

/** ∇ Σ log p(x), and Σ E z² and Σ E z. */
function sums(
  coordinates: Float64Array,
  x: ArrayLike<number>,
): { readonly slope: Float64Array; readonly square: number; readonly first: number } {
  const model = new PcaModel(startOfCoordinates(coordinates));
  const { dimension: D, variance: s } = model;
  const [variance] = model.covariance;
  const slope = new Float64Array(2 * D + 1);
  let [square, first] = [0, 0];
  for (let at = 0; at < x.length; at += D) {
    const m = model.mean(x, at);
    square += variance + m[0] * m[0];
    first += m[0];
    slope[2 * D] += (model.missSquared(x, at, m) + model.gram[0] * variance - D * s) / (2 * s * s);
    for (let j = 0; j < D; j++) {
      const e = model.miss(x, at, m, j);
      slope[j] += (e * m[0] - coordinates[j] * variance) / s;
      slope[D + j] += e / s;
    }
  }
  return { slope, square, first };
}

/** Scales of the coordinates, for differences. */
export function scalesOfStart(coordinates: Float64Array): Float64Array {
  const variance = coordinates[coordinates.length - 1];
  return coordinates.map((_, i) => (i === coordinates.length - 1 ? variance : Math.sqrt(variance)));
}

/** Eigenvalues of I − I_c⁻¹ I_o at a maximum, largest first. */
export function missingSharesOfPca(coordinates: Float64Array, x: ArrayLike<number>): (readonly [number, number])[] {
  const size = coordinates.length;
  const D = (size - 1) / 2;
  const s = coordinates[size - 1];
  const observed = Matrix.zeros(size, size);
  for (const [j, scale] of scalesOfStart(coordinates).entries()) {
    const step = 1e-5 * scale;
    const at = (h: number): Float64Array =>
      sums(
        coordinates.map((value, i) => (i === j ? value + h : value)),
        x,
      ).slope;
    const [up, down] = [at(step), at(-step)];
    for (let i = 0; i < size; i++) observed.set(i, j, -(up[i] - down[i]) / (2 * step));
  }
  const { square, first } = sums(coordinates, x);
  const count = x.length / D;
  const complete = Matrix.zeros(size, size);
  for (let j = 0; j < D; j++) {
    complete.set(j, j, square / s);
    complete.set(j, D + j, first / s);
    complete.set(D + j, j, first / s);
    complete.set(D + j, D + j, count / s);
  }
  complete.set(2 * D, 2 * D, (count * D) / (2 * s * s));
  return eigenvaluesOf(Matrix.eye(size).sub(inverse(complete).mmul(observed)));
}
