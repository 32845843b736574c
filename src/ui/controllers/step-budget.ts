// How many steps one advance may take, so that the page draws and listens in between on any machine.

/** About ten pictures a second at full speed; slower speeds are faster than this and are not touched. */
const WANTED_MS = 100;
const FIRST_STEPS = 4;
const GROWTH = 2;

/** Learns the cost of a step; grows at most twofold from one advance to the next. */
export class StepBudget {
  #most = FIRST_STEPS;

  /** At most `wanted` (a whole number or Infinity), at least one. */
  steps(wanted: number): number {
    return Math.max(1, Math.min(wanted, this.#most));
  }

  /** Tells how long an advance of `steps` took. */
  record(steps: number, elapsedMs: number): void {
    if (steps <= 0) return;
    const affordable = Math.floor((steps * WANTED_MS) / Math.max(elapsedMs, 0.05));
    // A short advance says little about a longer one: it may grow the budget from its own size only.
    const most = Math.max(this.#most, steps * GROWTH);
    this.#most = Math.max(1, elapsedMs > WANTED_MS ? affordable : Math.min(affordable, most));
  }
}
