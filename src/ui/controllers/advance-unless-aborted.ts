import type { Run } from '../../experiment/lab';
import type { LoopListener } from './loop-options';

/** An aborted advance may resolve or reject; neither is a fault. Where the listener draws paths, they come along. */
export async function advanceUnlessAborted(
  run: Run,
  steps: number,
  signal: AbortSignal,
  listener?: Pick<LoopListener, 'drawsPaths'>,
): Promise<void> {
  try {
    await run.advance(steps, signal);
  } catch (error) {
    if (!(signal.aborted && error instanceof Error && error.name === 'AbortError')) throw error;
  }
  if (listener?.drawsPaths?.()) await run.readPaths?.();
}
