// Explicit and denoising score matching on a point set, in float64: the constant that separates them, and what is known of
// linear models. MATHS.md 3.5, S1 to S6.
import { spread, weigh } from './kernel-weights';
import { squareTo } from './vectors';

export interface Moments {
  /** x̄ */
  readonly mean: Float64Array;
  /** tr Cov, with 1/M. */
  readonly total: number;
}

/** Points row-major [n, d]. */
export function momentsOf(points: ArrayLike<number>, dimension: number): Moments {
  const count = points.length / dimension;
  const mean = new Float64Array(dimension);
  for (let i = 0; i < points.length; i++) mean[i % dimension] += points[i] / count;
  let total = 0;
  for (let i = 0; i < points.length; i++) total += (points[i] - mean[i % dimension]) ** 2 / count;
  return { mean, total };
}

/** s(x) = −a(x − b) */
export interface LinearModel {
  readonly a: number;
  readonly b: ArrayLike<number>;
}

/** J_DSM = ½[a²(tr Cov + |x̄ − b|²) + d(1/σ − aσ)²] */
export function linearLoss(moments: Moments, { a, b }: LinearModel, sigma: number): number {
  return (a * a * around(moments, b) + b.length * (1 / sigma - a * sigma) ** 2) / 2;
}

/** The best a at a given b; at b = x̄ the best of all: d/(tr Cov + dσ²). */
export function bestSlope(moments: Moments, b: ArrayLike<number>, sigma: number): number {
  return b.length / (around(moments, b) + b.length * sigma * sigma);
}

/** E|x₀ − b|² */
function around({ mean, total }: Moments, b: ArrayLike<number>): number {
  return total + squareTo(mean, 0, b);
}

/** ½|u + (x − x₀)/σ²|², with u the score of a model at x. */
export function denoisingTerm(
  x: ArrayLike<number>,
  origin: ArrayLike<number>,
  score: ArrayLike<number>,
  sigma: number,
): number {
  let loss = 0;
  for (let j = 0; j < x.length; j++) loss += (score[j] + (x[j] - origin[j]) / sigma ** 2) ** 2 / 2;
  return loss;
}

/** ½|u − s|² */
export function explicitTerm(score: ArrayLike<number>, exact: ArrayLike<number>): number {
  return squareTo(score, 0, exact) / 2;
}

/** tr Cov_w(x) / 2σ⁴, whose mean over x ~ q is C. */
export function constantTerm(points: ArrayLike<number>, x: ArrayLike<number>, sigma: number): number {
  return spread(points, weigh(points, x, sigma)) / (2 * sigma ** 4);
}

/** C ≤ tr Cov / 2σ⁴ */
export function constantBound({ total }: Moments, sigma: number): number {
  return total / (2 * sigma ** 4);
}

/** C of two points at distance 2a on a line: a²/2σ⁴ (1 − E tanh(a²/σ² + aε/σ)). */
export function twoPointConstant(a: number, sigma: number): number {
  const share = a / sigma;
  const mean = gaussianMean((epsilon) => Math.tanh(share * share + share * epsilon));
  return (a * a * (1 - mean)) / (2 * sigma ** 4);
}

const PANELS = 2000;

/** E f(ε) for a standard normal, by Simpson's rule on ±8. */
function gaussianMean(f: (epsilon: number) => number): number {
  let sum = 0;
  for (let i = 0; i <= PANELS; i++) {
    const epsilon = -8 + (16 * i) / PANELS;
    const weight = i === 0 || i === PANELS ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * f(epsilon) * Math.exp((-epsilon * epsilon) / 2);
  }
  return (sum * 16) / PANELS / 3 / Math.sqrt(2 * Math.PI);
}
