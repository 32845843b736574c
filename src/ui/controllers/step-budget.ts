// How many steps one advance may take, so that the page draws and listens in between on any machine.

import { Readings } from '../../compute/clock';

/** Longest that an advance should take: about seven pictures a second where the device is slow. */
const LONGEST_MS = 150;
/** Shortest worth aiming at: one frame. */
const SHORTEST_MS = 16;
/** An advance of a few steps is mostly the way to the device and back; this many times as long loses little to it. */
const OVERHEADS = 12;
const FEW_STEPS = 4;
const GROWTH = 2;

/** Learns what an advance costs, which is not proportional to its steps; grows at most twofold from one to the next. */
export class StepBudget {
  #most = FEW_STEPS;
  #overheadMs = Infinity;
  readonly #readings = new Readings();

  /** At most `wanted` (a whole number or Infinity), at least one. */
  steps(wanted: number): number {
    return Math.max(1, Math.min(wanted, this.#most));
  }

  /** Tells how long an advance of `steps` took by a clock of that grain. */
  record(steps: number, elapsedMs: number, grain = 0): void {
    const mean = steps > 0 ? this.#readings.add(steps, elapsedMs, grain) : undefined;
    if (mean) this.#learn(mean.work, Math.max(mean.ms, 0.05));
  }

  #learn(steps: number, elapsed: number): void {
    if (steps <= FEW_STEPS) this.#overheadMs = Math.min(this.#overheadMs, elapsed);
    const wanted = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, OVERHEADS * this.#overheadMs));
    if (elapsed < wanted) {
      const grown = Math.max(steps + 1, Math.floor(steps * Math.min(GROWTH, wanted / elapsed)));
      // A short advance says little about a longer one: it may grow the budget from its own size only.
      this.#most = Math.max(this.#most, grown);
    } else if (elapsed > wanted + LONGEST_MS / 3) {
      this.#most = Math.max(1, Math.floor((steps * wanted) / elapsed));
    }
  }
}
