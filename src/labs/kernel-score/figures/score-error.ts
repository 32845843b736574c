// The error of a kernel score against the true one, err(σ) = E|s_σ − s|² over fresh points of the law. MATHS.md 3.4.
import type { Backend } from '../../../compute/backend';
import { drawPoints, trueScore, type SyntheticId } from '../../../data/synthetic';
import { meanOf, type Estimate } from '../../../math/statistics';
import { DensityQueue } from '../../../score/density-queue';

/** Key offset that keeps test points apart from the data. */
const TEST_SEED = 0x7e57;

export class ScoreError {
  /** [tests, dimension], of the law, and other than the data. */
  readonly queries: Float32Array;
  readonly #density: DensityQueue;
  readonly #truth: Float64Array;

  /** `points` row-major [n, dimension]. */
  constructor(
    backend: Backend,
    law: SyntheticId,
    points: Float32Array,
    dimension: number,
    tests: number,
    seed: number,
  ) {
    this.#density = new DensityQueue(backend, points, dimension);
    this.queries = new Float32Array(tests * dimension);
    drawPoints(law, this.queries, dimension, (seed ^ TEST_SEED) >>> 0, 0, tests);
    this.#truth = trueScore(law, this.queries, dimension);
  }

  /** E|s|² over the same points. */
  get size(): number {
    const { dimension } = this.#density;
    return (this.#truth.reduce((sum, value) => sum + value * value, 0) * dimension) / this.#truth.length;
  }

  async at(sigma: number): Promise<Estimate> {
    return meanOf(await this.termsAt(sigma));
  }

  /** |s_σ − s|² at each of the points. */
  async termsAt(sigma: number): Promise<Float64Array> {
    const { score } = await this.#density.ask({ queries: this.queries, sigma });
    const { dimension } = this.#density;
    const terms = new Float64Array(score.length / dimension);
    score.forEach((value, at) => {
      terms[Math.floor(at / dimension)] += (value - this.#truth[at]) ** 2;
    });
    return terms;
  }

  /** Idempotent. */
  dispose(): void {
    this.#density.dispose();
  }
}
