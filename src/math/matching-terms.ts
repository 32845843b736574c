// What single draws add to the means that score matching is about, and what rounding may change of that. MATHS.md 3.5, S1 to S6.
import type { ScoredDraw } from './noisy-draws';
import { float32, type RoundedTerm } from './rounding';
import { bestSlope, denoisingTerm, explicitTerm, type Moments } from './score-matching';
import type { UntrainedScore } from './untrained-score';
import { dot, length, minus, plus } from './vectors';

/** What a score of this size may be off by. */
type ErrorOf = (size: number) => number;

/** J_DSM − J_ESM of a model whose score at x is `guess`. */
export function differenceTerm(
  { x, origin, score }: ScoredDraw,
  guess: ArrayLike<number>,
  sigma: number,
  errorOf: ErrorOf,
): RoundedTerm {
  const value = denoisingTerm(x, origin, guess, sigma) - explicitTerm(guess, score);
  return [value, length(minus(guess, score)) * errorOf(length(score))];
}

/** ½(d/σ² − |s|²), where |ε|²/σ² of the same draw stands for its mean d/σ²: most of it is in |s|² as well. */
export function expressionTerm({ noise, score }: ScoredDraw, errorOf: ErrorOf): RoundedTerm {
  const size = length(score);
  return [(length(noise) ** 2 - size ** 2) / 2, size * errorOf(size)];
}

/** J_DSM of the kernel score itself. */
export function leastTerm({ residual, score }: ScoredDraw, errorOf: ErrorOf): RoundedTerm {
  const size = length(residual);
  const error = errorOf(length(score));
  return [size ** 2 / 2, (size + error) * error];
}

/** J_DSM of the best linear model −a(x − x̄), and its slope in a. */
export function linearTerms(
  { x, noise }: Pick<ScoredDraw, 'x' | 'noise'>,
  moments: Moments,
  sigma: number,
): readonly [loss: RoundedTerm, slope: RoundedTerm] {
  const away = minus(x, moments.mean);
  const residual = plus(noise, away, -bestSlope(moments, moments.mean, sigma));
  // ε is what the rounding of x made of it.
  const place = float32.place(length(x));
  const [size, error] = [length(residual), place / sigma ** 2];
  return [
    [size ** 2 / 2, size * error],
    [-dot(residual, away), length(away) * error + size * place],
  ];
}

/** σ²(s_θ·s + ∇·s_θ), whose mean is 0 (Hyvärinen), and the size of what should cancel. */
export function hyvarinenTerm(
  { x, score }: ScoredDraw,
  model: Pick<UntrainedScore, 'at'>,
  sigma: number,
  errorOf: ErrorOf,
): readonly [term: RoundedTerm, size: number] {
  const { score: guess, divergence } = model.at(x);
  const product = dot(guess, score);
  const error = errorOf(length(score)) + float32.place(length(x)) / sigma ** 2;
  return [
    [(product + divergence) * sigma ** 2, length(guess) * error * sigma ** 2],
    (Math.abs(product) + Math.abs(divergence)) * sigma ** 2,
  ];
}
