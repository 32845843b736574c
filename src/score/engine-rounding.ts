// How far the engine's numbers may lie from the exact ones: log q and s at places that are what they are, float32 numbers.
// MATHS.md 0.2, 3.3.
import type { Backend } from '../compute/backend';
import { float32 } from '../math/rounding';

/** What the engine promises of a score, relative to |s| + 1/σ; `tests/score` holds it to that. */
const PROMISE = 2e-5;
/** The promised error of `log` on the device. */
const LOGARITHM = 2 ** -21;

export class EngineRounding {
  readonly #float32: boolean;
  readonly #dimension: number;
  readonly #sigma: number;

  constructor({ kind }: Backend, dimension: number, sigma: number) {
    this.#float32 = kind === 'webgpu';
    this.#dimension = dimension;
    this.#sigma = sigma;
  }

  /** Of log q in nats. What a float64 backend computes is rounded once, when it is read. */
  height(logDensity: number): number {
    const offset = this.#dimension * Math.log(Math.sqrt(2 * Math.PI) * this.#sigma);
    if (!this.#float32) return float32.place(logDensity);
    // The nearest point has a share of the mass, so its exponent cannot be larger.
    const least = Math.max(0, -logDensity - offset);
    return this.#logWeight(least) + LOGARITHM + float32.place(Math.abs(logDensity) + 2 * Math.abs(offset) + least);
  }

  /** Of a score of this size (Euclidean), wherever it was asked for. */
  score(size: number): number {
    return this.#float32 ? PROMISE * (size + 1 / this.#sigma) : float32.place(size);
  }

  /** Relative, of a weight: its exponent is a sum of products of rounded differences. */
  #logWeight(least: number): number {
    return float32.place((2 * Math.sqrt(this.#dimension) + 4) * (2 * least + 20));
  }
}
