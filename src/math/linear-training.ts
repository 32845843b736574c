// Training the linear score model −a(x − b) as a map of its weights: where it rests, how it acts there, and up to which rate it
// rests there at all. MATHS.md 3.5.
import { bestSlope, type Moments } from './score-matching';

export interface LinearTraining {
  /** [a, b_1, …, b_d] at the least loss. */
  readonly weights: Float64Array;
  /** Eigenvalues of the loss's Hessian there: tr Cov + dσ² along a, and a² along each coordinate of b. */
  readonly curvatures: readonly [alongA: number, alongB: number];
  /** Plain steps against the gradient converge at rates below 2/λ_max. */
  readonly limit: number;
}

/** `factor`: what losses are multiplied by, 1 or σ². */
export function linearTraining(moments: Moments, sigma: number, factor = 1): LinearTraining {
  const { mean, total } = moments;
  const a = bestSlope(moments, mean, sigma);
  const curvatures = [factor * (total + mean.length * sigma ** 2), factor * a * a] as const;
  return { weights: Float64Array.of(a, ...mean), curvatures, limit: 2 / Math.max(...curvatures) };
}

/** Every datum with the noise ±√d e_j: means of parabolas over these samples are those over normal noise. */
export function parabolaBatch(
  points: number,
  dimension: number,
): { readonly index: number[]; readonly noise: number[] } {
  const nodes = Array.from({ length: 2 * dimension }, (_, k) =>
    Array.from({ length: dimension }, (_, j) => (j === k >> 1 ? (k % 2 === 0 ? 1 : -1) * Math.sqrt(dimension) : 0)),
  );
  const data = Array.from({ length: points }, (_, i) => i);
  return { index: data.flatMap((i) => nodes.map(() => i)), noise: data.flatMap(() => nodes.flat()) };
}
