// Takes steps in submissions of about 40 ms, many in each, and gives way in between to what somebody waits for.
import type { Backend } from '../compute/backend';
import { PacedWork, pacerOf } from '../score/paced-work';

/** What takes part in a step. */
export interface Stepping {
  /** Multiplications and additions of a step, about. */
  readonly work: number;
  /** Records one step. */
  record(step: number): Promise<void> | void;
}

/** First submissions, and the least, in multiplications and additions. */
const FIRST_WORK = { webgpu: 2 ** 23, reference: 2 ** 20 } as const;

/** As `Model.advance`: exactly `steps` steps of all parts from `firstStep` on, unless the signal aborts in between. */
export async function takeSteps(
  backend: Backend,
  parts: readonly Stepping[],
  firstStep: number,
  steps: number,
  completed: (steps: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  if (steps === 0 || signal?.aborted) return;
  const work = parts.reduce((sum, part) => sum + part.work, 0);
  const paced = new PacedWork(backend, pacerOf(backend, 'training', FIRST_WORK[backend.kind], 1), steps * work);
  for (let step = firstStep; step < firstStep + steps; step++) {
    for (const part of parts) await part.record(step);
    completed(1);
    await paced.add(work);
    if (signal?.aborted) break;
  }
  await paced.flush();
}
