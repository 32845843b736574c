// The error of a kernel score against the true one at test points, err(σ) = E|s_σ − s|². MATHS.md 3.4.
import type { Backend } from '../compute/backend';
import { meanOf, type Estimate } from '../math/statistics';
import { row, rowsOf, squareTo } from '../math/vectors';
import { DensityQueue } from './density-queue';

export class ScoreError {
  /** Test points [n, dimension]. */
  readonly queries: Float32Array;
  readonly #density: DensityQueue;
  /** The score at them [n, dimension]. */
  readonly truth: Float64Array;

  /** `points` [N, dimension], other than the queries; `truth`: the score at these. */
  constructor(backend: Backend, points: Float32Array, dimension: number, queries: Float32Array, truth: Float64Array) {
    this.#density = new DensityQueue(backend, points, dimension);
    this.queries = queries;
    this.truth = truth;
  }

  /** In units of E|s|² over the same points. */
  async relative(sigma: number): Promise<Estimate> {
    const { value, standardError } = meanOf(await this.terms(sigma));
    const size = meanOf(this.truth.map((entry) => entry * entry)).value * this.#density.dimension;
    return { value: value / size, standardError: standardError / size };
  }

  /** |s_σ − s|² at each of the points. */
  async terms(sigma: number): Promise<Float64Array> {
    const { dimension } = this.#density;
    const { score } = await this.#density.ask({ queries: this.queries, sigma });
    return Float64Array.from(rowsOf(score, dimension), (one, i) => squareTo(one, 0, row(this.truth, dimension, i)));
  }

  /** Idempotent. */
  dispose(): void {
    this.#density.dispose();
  }
}
