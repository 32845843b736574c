// The largest evidence of probabilistic PCA in closed form. MATHS.md 1.3 (V6).
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** The covariance (1/N) of `x`, row-major [n, dimension], and its mean. */
export function covarianceOf(
  x: ArrayLike<number>,
  dimension: number,
): { readonly covariance: Matrix; readonly mean: readonly number[] } {
  const count = x.length / dimension;
  const mean = Array.from({ length: dimension }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += x[i * dimension + j];
    return sum / count;
  });
  const covariance = Matrix.zeros(dimension, dimension);
  for (let a = 0; a < dimension; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += (x[i * dimension + a] - mean[a]) * (x[i * dimension + b] - mean[b]);
      covariance.set(a, b, sum / count);
      covariance.set(b, a, sum / count);
    }
  return { covariance, mean };
}

/** Eigenvalues of the covariance, largest first. */
export function principalVariances(x: ArrayLike<number>, dimension: number): number[] {
  const { covariance } = covarianceOf(x, dimension);
  return new EigenvalueDecomposition(covariance, { assumeSymmetric: true }).realEigenvalues.toSorted((a, b) => b - a);
}

/** Noise variance at the maximum: the mean of the eigenvalues that no latent takes; undefined where none is left. */
export function noiseAtMaximum(variances: readonly number[], latents: number): number | undefined {
  const rest = variances.slice(latents);
  return rest.length === 0 ? undefined : rest.reduce((sum, value) => sum + value, 0) / rest.length;
}

/** max log p per datum, nats; undefined where there are as many latents as coordinates, or nothing is left for the noise. */
export function principalMaximum(variances: readonly number[], latents: number): number | undefined {
  const dimension = variances.length;
  const noise = noiseAtMaximum(variances, latents);
  if (noise === undefined || !(noise > 0)) return undefined;
  const volume = variances.slice(0, latents).reduce((sum, value) => sum + Math.log(value), 0);
  const rest = (dimension - latents) * Math.log(noise);
  return -0.5 * (dimension * Math.log(2 * Math.PI) + volume + rest + dimension);
}
