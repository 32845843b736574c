// A score that nobody has trained: what holds for every model holds for this one. MATHS.md 3.5.
import { normalSource } from './random';
import { dot, plus } from './vectors';

const HIDDEN = 6;

/** s(x) = A tanh(Bx/σ + c)/σ with fixed random weights, and its divergence. */
export class UntrainedScore {
  readonly #sigma: number;
  /** Rows of B, columns of A, entries of c. */
  readonly #in: readonly Float64Array[];
  readonly #out: readonly Float64Array[];
  readonly #shift: readonly number[];

  constructor(dimension: number, sigma: number, seed: number) {
    const normal = normalSource(seed, 0x5e);
    const weight = (): number => normal() / Math.sqrt(dimension);
    const layer = (): Float64Array[] =>
      Array.from({ length: HIDDEN }, () => Float64Array.from({ length: dimension }, weight));
    this.#sigma = sigma;
    this.#in = layer();
    this.#out = layer();
    this.#shift = Array.from({ length: HIDDEN }, normal);
  }

  at(x: ArrayLike<number>): { readonly score: Float64Array; readonly divergence: number } {
    const sigma = this.#sigma;
    let score: Float64Array = new Float64Array(x.length);
    let divergence = 0;
    this.#in.forEach((into, k) => {
      const out = this.#out[k];
      const output = Math.tanh(this.#shift[k] + dot(into, x) / sigma);
      score = plus(score, out, output / sigma);
      divergence += (dot(into, out) * (1 - output * output)) / sigma ** 2;
    });
    return { score, divergence };
  }
}
