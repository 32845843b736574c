// When a run is read back: while it moves each kind at most so often, at rest whatever is out of date.

export type Reading = 'measure' | 'claims' | 'checkpoint';

/**
 * Milliseconds from one to the next, and how many times as long as it takes is left to the run: a fifth of the time for
 * measures, a tenth for claims, a third for checkpoints. What is computed since the last checkpoint is computed again after a
 * loss: well below the second that it may take.
 */
const PACES: Readonly<Record<Reading, { readonly gapMs: number; readonly share: number }>> = {
  measure: { gapMs: 250, share: 5 },
  claims: { gapMs: 1000, share: 10 },
  checkpoint: { gapMs: 500, share: 2 },
};

export class ReadSchedule {
  readonly #due = { measure: -Infinity, claims: -Infinity, checkpoint: -Infinity };
  readonly #stale = { measure: true, claims: true, checkpoint: true };

  markStale(): void {
    Object.assign(this.#stale, { measure: true, claims: true, checkpoint: true });
  }

  /** Of this kind, or of any. */
  isStale(kind?: Reading): boolean {
    return kind ? this.#stale[kind] : this.#stale.measure || this.#stale.claims || this.#stale.checkpoint;
  }

  /** The next one of this kind is due at once, or not while the run moves. */
  ask(kind: Reading, now: boolean): void {
    this.#due[kind] = now ? -Infinity : Infinity;
  }

  /** Whether to read now; what is read then is up to date until it is marked again. */
  take(kind: Reading, moving: boolean, now: number): boolean {
    if (!this.#stale[kind] || (moving && now < this.#due[kind])) return false;
    this.#stale[kind] = false;
    return true;
  }

  took(kind: Reading, start: number, end: number): void {
    const { gapMs, share } = PACES[kind];
    this.#due[kind] = end + Math.max(gapMs - (end - start), share * (end - start));
  }
}
