import type { Run } from '../../labs/lab';

/** An aborted advance may resolve or reject; neither is a fault. */
export async function advanceUnlessAborted(run: Run, steps: number, signal: AbortSignal): Promise<void> {
  try {
    await run.advance(steps, signal);
  } catch (error) {
    if (!(signal.aborted && error instanceof Error && error.name === 'AbortError')) throw error;
  }
}
