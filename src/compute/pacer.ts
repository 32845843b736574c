// How much work one submission may hold. Nothing can cancel a running dispatch, so each is kept to about 40 ms on any
// machine: measured, not guessed, starting small and growing at most twofold.

import { clock, Readings } from './clock';

const WANTED_MS = 40;
const GROWTH = 2;

export class Pacer {
  /** Units of work (chain-steps, say) for the next submission. */
  #budget: number;
  readonly #least: number;
  readonly #readings = new Readings();
  #slowBefore = false;

  /** `start` and `least` in units of work: the first submission, and what is never undercut. */
  constructor(start: number, least = 1) {
    this.#least = Math.max(1, least);
    this.#budget = Math.max(this.#least, start);
  }

  get budget(): number {
    return this.#budget;
  }

  /** Tells how long a submission of `work` units took by a clock of that grain. */
  record(work: number, elapsedMs: number, grain = clock.grain): void {
    // A submission much smaller than the budget (the last of an advance) is mostly latency: it cannot vouch for more.
    if (work < this.#budget / 2 && elapsedMs < WANTED_MS + grain) return;
    const mean = this.#readings.add(work, elapsedMs, grain);
    if (!mean) return;
    const wanted = (mean.work * WANTED_MS) / Math.max(mean.ms, 0.05);
    // One slow submission may be another program's doing and only halves; two in a row are believed.
    const slow = wanted < this.#budget / 2;
    const floor = slow && !this.#slowBefore ? this.#budget / 2 : this.#least;
    this.#slowBefore = slow;
    this.#budget = Math.max(this.#least, Math.floor(Math.min(Math.max(wanted, floor), this.#budget * GROWTH)));
  }
}
