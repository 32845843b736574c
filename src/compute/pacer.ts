// How much work one submission may hold. Nothing can cancel a running dispatch, so each is kept to about 40 ms on any
// machine: measured, not guessed, starting small and growing at most twofold.

const WANTED_MS = 40;
const GROWTH = 2;

export class Pacer {
  /** Units of work (chain-steps, say) for the next submission. */
  #budget: number;
  readonly #least: number;

  /** `start` and `least` in units of work: the first submission, and what is never undercut. */
  constructor(start: number, least = 1) {
    this.#least = Math.max(1, least);
    this.#budget = Math.max(this.#least, start);
  }

  get budget(): number {
    return this.#budget;
  }

  /** Tells how long a submission of `work` units took. */
  record(work: number, elapsedMs: number): void {
    const wanted = (work * WANTED_MS) / Math.max(elapsedMs, 0.05);
    const most = Math.max(this.#budget, work) * GROWTH;
    // A submission smaller than the budget (the last of an advance) says little about a larger one: it may only slow down.
    const next = work < this.#budget ? Math.min(this.#budget, wanted) : Math.min(wanted, most);
    const trusted = work < this.#budget / 4 && elapsedMs < WANTED_MS ? this.#budget : next;
    this.#budget = Math.max(this.#least, Math.floor(trusted));
  }
}
