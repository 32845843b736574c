// The clock, and how coarse it is. A browser that hides who uses it lets its clock tick every 100 ms: a single reading of a
// short time is then 0 or 100, and only sums of several mean something.

export interface Clock {
  /** Milliseconds since some time. */
  now(): number;
  /** The shortest time that it was seen to tell, which one reading may be wrong by; Infinity where it has never ticked. */
  readonly grain: number;
}

/** Reads in which a fine clock shows its step, also where something else comes in between: about a tenth of a millisecond. */
const LOOKS = 2000;

/** A clock that learns its own step from how it is read. */
export function watchedClock(read: () => number): Clock {
  let last = read();
  let grain = Infinity;
  const now = (): number => {
    const time = read();
    if (time > last) grain = Math.min(grain, time - last);
    last = time;
    return time;
  };
  for (let i = 0; i < LOOKS; i++) now();
  return {
    now,
    get grain() {
      now();
      return grain;
    },
  };
}

export const clock = watchedClock(() => performance.now());

/** A sum of so many steps of the clock is wrong by a third at most. */
const ENOUGH_TICKS = 3;
/** What has taken no such time by then takes little. */
const MOST_READINGS = 8;

/** Readings of how long equal pieces of work took, put together until the clock can tell: one each on a fine clock. */
export class Readings {
  #count = 0;
  #work = 0;
  #ms = 0;

  /** Work and milliseconds of a mean piece since the last answer; undefined as long as the clock cannot tell. */
  add(work: number, ms: number, grain: number): { readonly work: number; readonly ms: number } | undefined {
    this.#count++;
    this.#work += work;
    this.#ms += ms;
    if (this.#ms < ENOUGH_TICKS * grain && this.#count < MOST_READINGS) return undefined;
    // All in less than one step took half of it as likely as not.
    const least = Number.isFinite(grain) ? grain / 2 : 0;
    const mean = { work: this.#work / this.#count, ms: Math.max(this.#ms, least) / this.#count };
    this.#count = this.#work = this.#ms = 0;
    return mean;
  }
}
