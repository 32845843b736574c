// How long one evaluation of the engine takes, on points made ready before.
import type { Backend } from '../compute/backend';
import { KernelScore, type RealMethod } from './kernel-score';

export interface TimedProblem {
  /** Points [n, dimension]; as many rows as wanted are made of them. */
  readonly values: Float32Array;
  readonly dimension: number;
  /** N and M. */
  readonly points: number;
  readonly queries: number;
  readonly sigma: number;
  readonly method: RealMethod;
}

/** One evaluation at a time, so that others get the device in between. */
export class EvaluationTimer {
  readonly #backend: Backend;
  readonly #engine: KernelScore;
  readonly #problem: TimedProblem;
  readonly #places: Float32Array;
  #busy = false;
  #over = false;

  constructor(backend: Backend, problem: TimedProblem) {
    this.#backend = backend;
    this.#problem = problem;
    this.#engine = new KernelScore(backend, cycled(problem, problem.points, 0), problem.dimension);
    this.#places = cycled(problem, problem.queries, 0.37);
  }

  /** Milliseconds of one evaluation. The first one compiles and sorts. */
  async evaluate(): Promise<number> {
    const backend = this.#backend;
    const { sigma, method } = this.#problem;
    this.#busy = true;
    try {
      await backend.settled();
      const started = performance.now();
      const { score, logDensity } = await this.#engine.evaluate({ queries: this.#places, sigma, method });
      await backend.settled();
      const elapsed = performance.now() - started;
      for (const array of [score, logDensity]) backend.destroy(array);
      return elapsed;
    } finally {
      this.#busy = false;
      if (this.#over) this.#engine.dispose();
    }
  }

  /** Once an evaluation that is under way has ended. Idempotent. */
  dispose(): void {
    this.#over = true;
    if (!this.#busy) this.#engine.dispose();
  }
}

/** As many rows as wanted, again from the first where they run out, each time and throughout moved by a little. */
function cycled({ values, dimension }: TimedProblem, wanted: number, offset: number): Float32Array {
  const count = values.length / dimension;
  return Float32Array.from({ length: wanted * dimension }, (_, i) => {
    const row = Math.floor(i / dimension);
    return values[(row % count) * dimension + (i % dimension)] + 0.01 * (offset + Math.floor(row / count));
  });
}
