// Asks the checks of the text one after the other, those in view first, and again after a lost device.
import { GpuLostError, type Backend } from '../../compute/backend';
import type { ClaimResult } from '../../experiment/lab';
import type { Check, Slip } from '../../text/statement';
import type { Item } from '../../text/items';

/** What a check came to: the row of its claim, or why there is none. */
export type Answer = { readonly row: ClaimResult } | { readonly problem: string };

export interface Asking {
  ask(check: Check, slip?: Slip, signal?: AbortSignal): Promise<ClaimResult>;
  dispose(): void;
}

export interface QueueOptions {
  /** The backend that is there, or another one after a loss. */
  backend(): Promise<Backend>;
  checker(backend: Backend): Asking;
  /** Keys of what is on the screen. */
  inView(): ReadonlySet<string>;
  wordsOf(error: unknown): string;
  changed(): void;
  /** Lets the page draw between two checks. */
  breath(): Promise<void>;
}

/** Losses in a row after which a check is given up. */
const MOST_LOSSES = 5;

export class CheckQueue {
  readonly answers = new Map<string, Answer>();
  readonly #options: QueueOptions;
  readonly #waiting = new Map<string, Item>();
  #current: Item | undefined;
  /** How many the present work began with. */
  #asked = 0;
  #stop = new AbortController();
  #checker: { readonly backend: Backend; readonly asking: Asking } | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  get current(): string | undefined {
    return this.#current?.key;
  }

  isWaiting(key: string): boolean {
    return this.#waiting.has(key);
  }

  /** Share of the present work that is done, 0 … 1; undefined while there is none. */
  get progress(): number | undefined {
    if (!this.#current) return undefined;
    return 1 - (this.#waiting.size + 1) / this.#asked;
  }

  /** Asks these, beside what waits already; also again what was answered. */
  ask(items: readonly Item[]): void {
    for (const item of items) {
      if (item.key === this.#current?.key || this.#waiting.has(item.key)) continue;
      this.#waiting.set(item.key, item);
      this.#asked++;
    }
    if (!this.#current && this.#waiting.size > 0) void this.#work(this.#stop.signal);
    this.#options.changed();
  }

  /** What was answered stays. */
  cancel(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#waiting.clear();
    this.#current = undefined;
    this.#asked = 0;
    this.#forget();
    this.#options.changed();
  }

  async #work(signal: AbortSignal): Promise<void> {
    for (let item = this.#take(); item; item = this.#take()) {
      this.#current = item;
      this.#options.changed();
      const answer = await this.#answer(item, signal);
      if (signal.aborted) return;
      this.answers.set(item.key, answer);
      await this.#options.breath();
      if (signal.aborted) return;
    }
    this.#current = undefined;
    this.#asked = 0;
    this.#options.changed();
  }

  #take(): Item | undefined {
    const seen = this.#options.inView();
    const all = [...this.#waiting.values()];
    const next = all.find(({ key }) => seen.has(key)) ?? all[0];
    if (next) this.#waiting.delete(next.key);
    return next;
  }

  async #answer({ check, slip }: Item, signal: AbortSignal): Promise<Answer> {
    for (let losses = 0; ;) {
      try {
        const asking = await this.#asking(signal);
        return { row: await asking.ask(check, slip, signal) };
      } catch (error) {
        if (signal.aborted) return { problem: 'cancelled' };
        this.#forget();
        if (!(error instanceof GpuLostError) || ++losses > MOST_LOSSES)
          return { problem: this.#options.wordsOf(error) };
      }
    }
  }

  async #asking(signal: AbortSignal): Promise<Asking> {
    const backend = await this.#options.backend();
    signal.throwIfAborted();
    if (this.#checker?.backend !== backend) {
      this.#forget();
      this.#checker = { backend, asking: this.#options.checker(backend) };
    }
    return this.#checker.asking;
  }

  #forget(): void {
    this.#checker?.asking.dispose();
    this.#checker = undefined;
  }
}
