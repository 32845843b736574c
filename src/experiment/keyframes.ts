// Steps to which a run with an end can go back without beginning anew, taken on the way while one moves along it.
import type { Checkpoint } from './lab';

/** How many a run keeps, evenly spread up to its end. */
const MOST = 16;

export class Keyframes {
  readonly #kept = new Map<number, Checkpoint>();

  /** The next step worth keeping after `step`. */
  next(step: number, horizon: number): number {
    const apart = Math.max(1, Math.ceil(horizon / MOST));
    return (Math.floor(step / apart) + 1) * apart;
  }

  keep(checkpoint: Checkpoint): void {
    this.#kept.set(checkpoint.step, checkpoint);
  }

  /** The last one that is not beyond `step`. */
  before(step: number): Checkpoint | undefined {
    const steps = [...this.#kept.keys()].filter((one) => one <= step);
    return this.#kept.get(Math.max(...steps));
  }

  /** Other settings lead elsewhere. */
  forget(): void {
    this.#kept.clear();
  }
}
