// Advances chain sets in paced submissions: many steps of all chains in one launch where that is quick, slices of the
// chains for one step where even that is slow. Order does not matter, since the random numbers depend on (chain, step).
import type { Backend } from '../compute/backend';
import { Pacer } from '../compute/pacer';
import { breathing } from '../waiting';

/** Chains, or anything else that moves step by step, each on its own. */
export interface Movable {
  readonly count: number;
  /** Records `steps` steps of chains [from, from + count); both are multiples of 64, or reach the end. */
  dispatch(from: number, count: number, firstStep: number, steps: number, seed: number): void;
}

/** Slices are whole workgroups. */
const SLICE = 64;
/** Beyond this many steps a launch gains nothing and only answers later. */
const MOST_STEPS = 4096;

/** A block of steps that all chains take together; `from` chains have taken it already. */
interface Block {
  readonly steps: number;
  from: number;
}

export class Stepper {
  readonly #backend: Backend;
  readonly #pacer: Pacer;
  #block: Block | undefined;
  readonly #breathe = breathing();

  /** `cost`: about how many times as long as usual a step takes; the first submission is shorter accordingly. */
  constructor(backend: Backend, cost = 1) {
    this.#backend = backend;
    this.#pacer = new Pacer((backend.kind === 'webgpu' ? 16_384 : 2_048) / cost, SLICE);
  }

  /** True when some chains are ahead of others, after an abort. */
  get unfinished(): boolean {
    return this.#block !== undefined;
  }

  /**
   * Takes `steps` steps (after finishing a block that an abort left behind), calling `completed(n)` whenever all chains
   * have taken n more. Returns early, between submissions, once `signal` aborts.
   */
  async advance(
    sets: readonly Movable[],
    seed: number,
    firstStep: number,
    steps: number,
    completed: (steps: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    let step = firstStep;
    const last = firstStep + steps;
    const chains = sets[0]?.count ?? 0;
    while (step < last || this.#block) {
      if (signal?.aborted) return;
      this.#block ??= { steps: this.#blockSteps(chains * sets.length, last - step), from: 0 };
      const block = this.#block;
      await this.#submitSlice(sets, seed, step, block, chains);
      if (block.from < chains) continue;
      this.#block = undefined;
      step += block.steps;
      completed(block.steps);
    }
  }

  #blockSteps(chains: number, remaining: number): number {
    return Math.max(1, Math.min(remaining, MOST_STEPS, Math.floor(this.#pacer.budget / chains)));
  }

  async #submitSlice(
    sets: readonly Movable[],
    seed: number,
    step: number,
    block: Block,
    chains: number,
  ): Promise<void> {
    const affordable = Math.floor(this.#pacer.budget / (block.steps * sets.length * SLICE)) * SLICE;
    const count = Math.min(chains - block.from, Math.max(SLICE, affordable));
    const started = performance.now();
    for (const set of sets) set.dispatch(block.from, count, step, block.steps, seed);
    this.#backend.submit();
    await this.#backend.settled();
    this.#pacer.record(count * block.steps * sets.length, performance.now() - started);
    block.from += count;
    // The reference backend settles without leaving the task: let the page draw and listen.
    if (this.#backend.kind === 'reference') await this.#breathe();
  }
}
