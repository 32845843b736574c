// One thing after the other: a run is asked by the page's loop and by whoever holds it (a script, a check), and its
// arrays and its step counter can serve one at a time.

export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Starts `task` when all earlier ones have ended, however they ended. */
  take<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task, task);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
