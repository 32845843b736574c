// Time and animation frames under the control of a test.
import type { LoopClock } from '../../src/ui/controllers/loop-options';

export class Frames implements LoopClock {
  time = 0;
  #waiting = new Set<() => void>();

  now(): number {
    return this.time;
  }

  frame(callback: () => void): () => void {
    this.#waiting.add(callback);
    return () => this.#waiting.delete(callback);
  }

  soon(callback: () => void): () => void {
    return this.frame(callback);
  }

  get idle(): boolean {
    return this.#waiting.size === 0;
  }

  /** Lets `count` frames of 16 ms pass, each with all that follows from it. */
  async pass(count = 1): Promise<void> {
    for (let i = 0; i < count; i++) {
      this.time += 16;
      const due = [...this.#waiting];
      this.#waiting.clear();
      for (const callback of due) callback();
      await settle();
    }
  }

  /** Passes frames until `done`, at most 1,000. */
  async until(done: () => boolean): Promise<void> {
    for (let i = 0; i < 1000 && !done(); i++) await this.pass();
    if (!done()) throw new Error('it did not happen within 1,000 frames');
  }
}

/** Runs everything that is only waiting for promises. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 200; i++) await Promise.resolve();
}
