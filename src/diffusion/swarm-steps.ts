// Swarms that take the steps of a run together.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { Stepper } from '../dynamics/stepper';
import type { Process } from './process';
import { FusedSwarm, isFused, MeanSwarm, type SwarmOptions } from './swarm';

/** Pairs of a particle and a point that make up what the stepper takes for a step of a chain. */
const PAIRS_A_STEP = 64;

type Completed = (steps: number) => void;

export class SwarmSteps {
  readonly swarms: readonly (FusedSwarm | MeanSwarm)[];
  readonly #scope: Scope;
  readonly #stepper: Stepper;
  /** A swarm is ahead of the others, or in the middle of a step. */
  #isTorn = false;

  /** All of the same particles and data. */
  constructor(backend: Backend, all: readonly SwarmOptions[]) {
    const scope = (this.#scope = new Scope(backend));
    this.swarms = all.map((one) =>
      isFused(one) ? new FusedSwarm(backend, scope, one) : new MeanSwarm(backend, scope, one),
    );
    const pairs = this.#fused.reduce((most, one, i) => {
      return Math.max(most, (one.pairs * all[i].process.steps) / all[i].horizon);
    }, 1);
    this.#stepper = new Stepper(backend, Math.max(1, pairs / PAIRS_A_STEP));
  }

  get unfinished(): boolean {
    return this.#isTorn || this.#stepper.unfinished;
  }

  async prepare(): Promise<void> {
    for (const swarm of this.swarms) await swarm.prepare();
  }

  /** Between steps of all: as many rows for each. */
  async configure(processes: readonly Process[]): Promise<void> {
    for (const [i, swarm] of this.swarms.entries()) await swarm.configure(processes[i]);
  }

  /** As `Model.advance`. */
  async advance(step: number, steps: number, completed: Completed, signal?: AbortSignal): Promise<void> {
    const [first] = this.swarms;
    if (this.#fused.length > 0) return this.#stepper.advance(this.#fused, first.seed, step, steps, completed, signal);
    const last = step + steps;
    for (let at = step; at < last || this.#isTorn; at++) {
      if (signal?.aborted) return;
      if (!(await this.#step(at, signal))) return;
      completed(1);
    }
  }

  /** Frees all. Idempotent. */
  dispose(): void {
    for (const swarm of this.#means) swarm.dispose();
    this.#scope.dispose();
  }

  /** Whether it was taken, and not aborted. */
  async #step(step: number, signal?: AbortSignal): Promise<boolean> {
    try {
      for (const swarm of this.#means) await swarm.reach(step + 1, signal);
      this.#isTorn = false;
      return true;
    } catch (error) {
      if (!signal?.aborted) throw error;
      this.#isTorn = this.#means.some((swarm) => swarm.isBeyond(step));
      return false;
    }
  }

  get #fused(): readonly FusedSwarm[] {
    return this.swarms.filter((swarm) => swarm instanceof FusedSwarm);
  }

  get #means(): readonly MeanSwarm[] {
    return this.swarms.filter((swarm) => swarm instanceof MeanSwarm);
  }
}
