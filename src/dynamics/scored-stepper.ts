// Advances chain sets whose steps are evaluations by the engine: it cuts a long evaluation into submissions itself, and
// short ones are recorded one after the other until some 40 ms of them wait. Only whole steps are taken.
import type { Backend } from '../compute/backend';
import type { Pacer } from '../compute/pacer';
import { pacerOf } from '../score/paced-work';
import { breathing } from '../waiting';

/** Chains that take one step at a time, all together. */
export interface Scored {
  /** What the time of a step depends on. */
  paceAt(step: number): string;
  ready(step: number, seed: number, signal?: AbortSignal): Promise<void>;
  update(step: number, seed: number): void;
}

/** Steps recorded without waiting, at the most: each is some twenty launches. */
const MOST_WAITING = 64;

export class ScoredStepper {
  readonly #backend: Backend;
  #waiting = 0;
  #since = 0;
  readonly #breathe = breathing();

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Never: a step that was not finished has not moved anything. */
  readonly unfinished = false;

  /** As `Stepper.advance`. */
  async advance(
    sets: readonly Scored[],
    seed: number,
    firstStep: number,
    steps: number,
    completed: (steps: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    let pacer: Pacer | undefined;
    for (let step = firstStep; step < firstStep + steps && !signal?.aborted; step++) {
      const pace = sets.map((set) => set.paceAt(step)).join();
      const next = pacerOf(this.#backend, `steps: ${pace}`, 1, 1);
      if (pacer !== next) await this.#settle(pacer);
      pacer = next;
      if (!(await this.#allReady(sets, step, seed, signal))) break;
      for (const set of sets) set.update(step, seed);
      this.#backend.submit();
      this.#waiting++;
      completed(1);
      if (this.#waiting >= Math.min(pacer.budget, MOST_WAITING)) await this.#settle(pacer);
    }
    await this.#settle(pacer);
  }

  /** False where the signal cut it off. */
  async #allReady(sets: readonly Scored[], step: number, seed: number, signal?: AbortSignal): Promise<boolean> {
    try {
      for (const set of sets) await set.ready(step, seed, signal);
      return true;
    } catch (error) {
      if (signal?.aborted) return false;
      throw error;
    }
  }

  async #settle(pacer: Pacer | undefined): Promise<void> {
    if (this.#waiting > 0) {
      await this.#backend.settled();
      pacer?.record(this.#waiting, performance.now() - this.#since);
      this.#waiting = 0;
    }
    // The reference backend settles without leaving the task: let the page draw and listen.
    if (this.#backend.kind === 'reference') await this.#breathe();
    this.#since = performance.now();
  }
}
