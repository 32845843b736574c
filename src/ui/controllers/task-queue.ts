// What is to be done with a run, one after the other, until it is gone.
import { GpuLostError } from '../../compute/backend';

export class TaskQueue {
  readonly #tasks: { begin(): Promise<void>; refuse(reason: unknown): void }[] = [];
  #closed = false;

  get length(): number {
    return this.#tasks.length;
  }

  /** Rejects where the work does, or where the queue closes before its turn comes. */
  add<T>(work: () => Promise<T>): Promise<T> {
    const done = new Promise<T>((resolve, reject) => {
      this.#tasks.push({ begin: () => work().then(resolve, reject), refuse: reject });
    });
    if (this.#closed) this.close();
    return done;
  }

  /** Does the first; at once where there is none. */
  async next(): Promise<void> {
    await this.#tasks.shift()?.begin();
  }

  close(): void {
    this.#closed = true;
    this.#tasks.splice(0).forEach(({ refuse }) => refuse(new GpuLostError('the run has gone')));
  }
}
