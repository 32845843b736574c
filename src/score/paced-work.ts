// Long work in submissions of about 40 ms, so that a device stays usable and an abort is answered within one of them.
import type { Backend } from '../compute/backend';
import { Pacer } from '../compute/pacer';
import { nextTask } from '../waiting';
import { takeTurn } from './device-turns';

export interface Progress {
  /** Aborting rejects with the signal's reason at once; the submission that is under way runs out on the device. */
  readonly signal?: AbortSignal;
  /** Somebody else should get the device soon: submissions of half the length. */
  readonly background?: boolean;
  /** Short work within `urgently`: in two submissions, where that does not block this thread, and without waiting for a turn. */
  readonly urgent?: boolean;
  /** Called after each submission with the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

const pacers = new WeakMap<Backend, Map<string, Pacer>>();

/** Work of a pacer that was submitted without waiting for it, and that the device has not done yet. */
const pending = new WeakMap<Pacer, number>();

/** Of all urgent work; the page draws a frame in between. */
const URGENT_PART = 0.6;

/** The least recently used are forgotten beyond this. */
const MOST_PACERS = 64;

/** The pacer of one kind of work on one backend, which remembers how fast that was before. */
export function pacerOf(backend: Backend, name: string, start: number, least: number): Pacer {
  const named = pacers.get(backend) ?? new Map<string, Pacer>();
  pacers.set(backend, named);
  const known = named.get(name) ?? new Pacer(start, least);
  named.delete(name);
  named.set(name, known);
  if (named.size > MOST_PACERS) named.delete(named.keys().next().value as string);
  return known;
}

export class PacedWork {
  readonly #backend: Backend;
  readonly #pacer: Pacer;
  readonly #progress: Progress;
  readonly #total: number;
  /** Share of the pacer's budget that a submission takes. */
  readonly #portion: number;
  /** What a submission of urgent work holds, whatever the pace. */
  readonly #part: number | undefined;
  #recorded = 0;
  #done = 0;

  /** `total`: all work to come, in the pacer's units. */
  constructor(backend: Backend, pacer: Pacer, total: number, progress: Progress = {}) {
    this.#backend = backend;
    this.#pacer = pacer;
    this.#total = total;
    this.#progress = progress;
    this.#portion = progress.background ? 0.5 : 1;
    if (progress.urgent && backend.kind === 'webgpu') this.#part = URGENT_PART * total;
    progress.signal?.throwIfAborted();
  }

  /** What one submission may hold. */
  get budget(): number {
    return this.#part ?? this.#portion * this.#pacer.budget;
  }

  /** What may still be recorded into this submission. */
  get room(): number {
    return Math.max(0, this.budget - this.#recorded - this.#ahead);
  }

  /** Tells that work was recorded; submits and waits when the submission is full. */
  async add(work: number): Promise<void> {
    this.#recorded += work;
    if (this.room === 0) await this.flush();
  }

  /** Submits, waits and learns from how long it took. */
  async flush(): Promise<void> {
    const work = this.#recorded;
    if (work === 0) return;
    this.#recorded = 0;
    const total = work + this.#ahead;
    const start = performance.now();
    await unlessAborted(this.#backend.settled(), this.#progress.signal);
    // A pace is that of whole submissions.
    this.#pacer.record(total / this.#portion, (performance.now() - start) / this.#portion);
    this.#done += work;
    this.#progress.onProgress?.(Math.min(1, this.#done / this.#total));
    if (!this.#progress.urgent && this.#done < this.#total)
      await unlessAborted(takeTurn(this.#backend), this.#progress.signal);
    // The reference backend computes on this thread: let others have it.
    if (this.#backend.kind === 'reference') await nextTask();
    this.#progress.signal?.throwIfAborted();
  }

  /** Hands over the rest without waiting for it: whoever reads the results waits, or the work that comes on top of it. */
  end(): void {
    this.#backend.submit();
    if (this.#backend.kind === 'webgpu') this.#leave(this.#recorded);
    this.#recorded = 0;
    this.#progress.onProgress?.(1);
  }

  /** Pending work, after which this submission would have to wait: it counts towards the same 40 ms. */
  get #ahead(): number {
    return this.#part === undefined ? (pending.get(this.#pacer) ?? 0) : 0;
  }

  #leave(work: number): void {
    const add = (more: number): void => void pending.set(this.#pacer, (pending.get(this.#pacer) ?? 0) + more);
    add(work);
    void this.#backend.drained().then(() => add(-work));
  }
}

/** What waits for the device is not to hold up whoever aborts: on a busy one that is 40 ms, and the way back. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
