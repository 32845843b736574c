import type { Run } from '../../experiment/lab';
import type { LoopListener } from './loop-options';

/** A move that is aborted may resolve or reject; neither is a fault. Where the listener draws paths, they come along. */
export async function moveUnlessAborted(
  run: Run,
  move: Promise<void> | undefined,
  signal: AbortSignal,
  listener?: Pick<LoopListener, 'drawsPaths'>,
): Promise<void> {
  try {
    await move;
  } catch (error) {
    if (!(signal.aborted && error instanceof Error && error.name === 'AbortError')) throw error;
  }
  if (listener?.drawsPaths?.()) await run.readPaths?.();
}
