// Throughput: work per second over the last second or so.

const WINDOW_MS = 1000;

export class RateMeter {
  #marks: { readonly at: number; readonly work: number }[] = [];
  #total = 0;

  /** Adds work finished at time `at` in milliseconds. */
  record(work: number, at: number): void {
    this.#total += work;
    // Of a coarse clock the first mark after each tick is right; those until the next only seem to be as old.
    if (this.#marks.at(-1)?.at === at) return;
    this.#marks.push({ at, work: this.#total });
    const tooOld = this.#marks.findLastIndex((mark) => mark.at < at - WINDOW_MS);
    if (tooOld > 0) this.#marks.splice(0, tooOld);
  }

  /** Work per second; 0 until there is something to compare. */
  get perSecond(): number {
    const first = this.#marks.at(0);
    const last = this.#marks.at(-1);
    if (!first || !last || last.at <= first.at) return 0;
    return ((last.work - first.work) * 1000) / (last.at - first.at);
  }

  /** After a pause: what was before says nothing about what comes. */
  reset(): void {
    this.#marks = [];
  }
}
