// Keeps the address current without flooding the history: Safari allows 100 changes in 30 seconds and throws after that.

const SHORTEST_GAP_MS = 500;

/** At most two writes a second; the last value is always written. */
export class AddressWriter {
  readonly #replace: (address: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: string | undefined;
  #lastWrite = -Infinity;

  /** `replace` may throw; then the value is tried again with the next gap. */
  constructor(replace: (address: string) => void) {
    this.#replace = replace;
  }

  write(address: string): void {
    this.#waiting = address;
    if (this.#timer !== undefined) return;
    const wait = this.#lastWrite + SHORTEST_GAP_MS - Date.now();
    if (wait <= 0) this.flush();
    else this.#timer = setTimeout(() => this.flush(), wait);
  }

  /** Writes what waits, at once. */
  flush(): void {
    this.#cancelTimer();
    if (this.#waiting === undefined) return;
    this.#lastWrite = Date.now();
    try {
      this.#replace(this.#waiting);
      this.#waiting = undefined;
    } catch {
      this.#timer = setTimeout(() => this.flush(), SHORTEST_GAP_MS);
    }
  }

  /** Forgets what waits. */
  drop(): void {
    this.#cancelTimer();
    this.#waiting = undefined;
  }

  #cancelTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
