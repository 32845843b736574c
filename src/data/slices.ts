// Work over many rows that never holds up the page: written once as a generator that yields every so many rows, done in
// one go or in tasks of a few milliseconds.

import { nextTask } from '../waiting';

export type Sliced<T> = Generator<undefined, T>;

/** Rows between two looks at the clock: about a millisecond. */
export const SLICE_ROWS = 32_768;
const TASK_MS = 10;

export interface TaskOptions {
  /** Aborting rejects with the signal's reason within one task. */
  readonly signal?: AbortSignal;
  /** Lets the page draw and listen. */
  readonly breathe?: () => Promise<void>;
}

/** All of it now. */
export function atOnce<T>(work: Sliced<T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** Task after task. */
export async function inTasks<T>(work: Sliced<T>, { signal, breathe = nextTask }: TaskOptions = {}): Promise<T> {
  let since = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    if (performance.now() - since < TASK_MS) continue;
    await breathe();
    signal?.throwIfAborted();
    since = performance.now();
  }
}

/** `work` for as long as it is `wanted`, which is asked between slices; undefined where it was given up. */
export function* whileWanted<T>(work: Sliced<T>, wanted: () => boolean): Sliced<T | undefined> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    yield;
    if (!wanted()) return undefined;
  }
}

/** `each(i)` for every i < count, yielding between slices. */
export function* overRows(count: number, each: (index: number) => void): Sliced<void> {
  for (let from = 0; from < count; from += SLICE_ROWS) {
    const to = Math.min(count, from + SLICE_ROWS);
    for (let i = from; i < to; i++) each(i);
    yield;
  }
}
