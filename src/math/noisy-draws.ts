// Draws x = x₀ + σε of a kernel density: rows of the point set chosen at random, with noise. MATHS.md 3.5.
import { normalSource, uniformSource } from './random';
import { minus, plus, rowsOf } from './vectors';

export interface NoisyDraws {
  /** x₀, row-major [n, d]. */
  readonly origins: Float64Array;
  /** x, the same. */
  readonly places: Float32Array;
}

/** `count` draws of points [n, dimension]; they depend on `seed` and on `stream` alone. Uses `stream` and `stream + 1`. */
export function noisyDraws(
  points: Float32Array,
  dimension: number,
  sigma: number,
  count: number,
  seed: number,
  stream: number,
): NoisyDraws {
  const uniform = uniformSource(seed, stream);
  const normal = normalSource(seed, stream + 1);
  const rows = points.length / dimension;
  const origins = new Float64Array(count * dimension);
  const places = new Float32Array(count * dimension);
  for (let i = 0; i < count; i++) {
    const row = Math.min(rows - 1, Math.floor(uniform() * rows));
    for (let j = 0; j < dimension; j++) {
      const at = i * dimension + j;
      origins[at] = points[row * dimension + j];
      places[at] = origins[at] + sigma * normal();
    }
  }
  return { origins, places };
}

export interface ScoredDraw {
  readonly x: Float64Array;
  /** x₀ */
  readonly origin: Float64Array;
  /** (x − x₀)/σ² */
  readonly noise: Float64Array;
  /** s_σ(x) */
  readonly score: Float64Array;
  /** s + (x − x₀)/σ², whose mean at a given x is 0. */
  readonly residual: Float64Array;
}

/** Draws with the scores [n, d] that were found at their places. */
export function scoredDraws(
  { origins, places }: NoisyDraws,
  scores: ArrayLike<number>,
  dimension: number,
  sigma: number,
): ScoredDraw[] {
  const [from, at] = [origins, scores].map((rows) => rowsOf(rows, dimension));
  return rowsOf(places, dimension).map((x, i) => {
    const [origin, score] = [from[i], at[i]];
    const noise = minus(x, origin).map((value) => value / sigma ** 2);
    return { x, origin, noise, score, residual: plus(noise, score) };
  });
}
