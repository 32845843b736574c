// The error of a kernel score against the true one, err(σ) = E|s_σ − s|² over fresh points of the law. MATHS.md 3.4.
import type { Backend } from '../../../compute/backend';
import { drawPoints, trueScore, type SyntheticId } from '../../../data/synthetic';
import { meanEstimate, type Estimate } from '../../../math/statistics';
import { Probe } from '../../../score/density-probe';

/** Key offset that keeps test points apart from the data. */
const TEST_SEED = 0x7e57;

export class ScoreError {
  readonly probe: Probe;
  readonly #queries: Float32Array;
  readonly #truth: Float64Array;

  /** `tests` points of the law, other than the data; `points` row-major [n, d]. */
  constructor(
    backend: Backend,
    law: SyntheticId,
    points: Float32Array,
    dimension: number,
    tests: number,
    seed: number,
  ) {
    this.probe = new Probe(backend, points, dimension);
    this.#queries = new Float32Array(tests * dimension);
    drawPoints(law, this.#queries, dimension, (seed ^ TEST_SEED) >>> 0, 0, tests);
    this.#truth = trueScore(law, this.#queries, dimension);
  }

  get queries(): Float32Array {
    return this.#queries;
  }

  /** E|s|² over the same points. */
  get size(): number {
    return this.#truth.reduce((sum, value) => sum + value * value, 0) / this.tests;
  }

  get tests(): number {
    return this.#queries.length / this.probe.dimension;
  }

  async at(sigma: number): Promise<Estimate> {
    const terms = await this.termsAt(sigma);
    const [sum, squares] = terms.reduce(([one, two], term) => [one + term, two + term * term], [0, 0]);
    return meanEstimate(this.tests, sum, squares);
  }

  /** |s_σ − s|² at each of the points. */
  async termsAt(sigma: number): Promise<Float64Array> {
    const { score } = await this.probe.ask({ queries: this.#queries, sigma });
    const { dimension } = this.probe;
    const terms = new Float64Array(this.tests);
    score.forEach((value, at) => {
      terms[Math.floor(at / dimension)] += (value - this.#truth[at]) ** 2;
    });
    return terms;
  }

  dispose(): void {
    this.probe.dispose();
  }
}
