// Fresh draws on which losses are measured: the same for every model and every step at one noise level, with the exact score. MATHS.md 3.5.
import { noisyDraws, scoredDraws, type ScoredDraw } from '../math/noisy-draws';
import { constantTerm, denoisingTerm, explicitTerm } from '../math/score-matching';
import { meanOf, type Estimate } from '../math/statistics';
import { dot, minus, rowsOf } from '../math/vectors';
import type { DensityQueue } from '../score/density-queue';

/** Pairs of a draw and a point whose weights are formed on the host. */
const HOST_PAIRS = 2 ** 18;
const FEWEST = 64;

export interface Losses {
  /** J_DSM, and what it has beyond what the exact score has on the same draws; J_ESM. */
  readonly loss: Estimate;
  readonly excess: Estimate;
  readonly explicit: Estimate;
}

export interface Validation {
  readonly sigma: number;
  readonly places: Float32Array;
  readonly draws: readonly ScoredDraw[];
  /** C, from E tr Cov_w/2σ⁴ over other draws: the most precise expression of it. */
  readonly constants: readonly number[];
  readonly floor: Estimate;
}

/** `count` draws; they depend on the seed alone. */
export async function validationAt(
  density: DensityQueue,
  sigma: number,
  seed: number,
  count: number,
): Promise<Validation> {
  const { points, dimension } = density;
  const noisy = noisyDraws(Float32Array.from(points), dimension, sigma, count, seed, 0x57);
  const { score } = await density.ask({ queries: noisy.places, sigma });
  const draws = scoredDraws(noisy, score, dimension, sigma);
  const few = Math.max(FEWEST, Math.min(count, Math.floor(HOST_PAIRS / density.count)));
  const others = noisyDraws(Float32Array.from(points), dimension, sigma, few, seed, 0x59);
  const constants = rowsOf(others.places, dimension).map((x) => constantTerm(points, x, sigma));
  return { sigma, places: noisy.places, draws, constants, floor: meanOf(constants) };
}

/** Of a model whose scores at the draws are `said` [n, d]. */
export function lossesOf({ draws, sigma }: Validation, said: ArrayLike<number>): Losses {
  const guesses = rowsOf(said, draws[0].x.length);
  const loss = draws.map(({ x, origin }, i) => denoisingTerm(x, origin, guesses[i], sigma));
  // What the exact score loses on a draw is taken off: most of the spread is in both.
  const least = draws.map(({ residual }) => dot(residual, residual) / 2);
  const explicit = draws.map(({ score }, i) => explicitTerm(guesses[i], score));
  return { loss: meanOf(loss), excess: meanOf(minus(loss, least)), explicit: meanOf(explicit) };
}
