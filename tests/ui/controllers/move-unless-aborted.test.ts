// What is drawn after an advance: clouds and, where paths are drawn, paths of the same step.
import { expect, test } from 'vitest';
import type { Run } from '../../../src/experiment/lab';
import { moveUnlessAborted } from '../../../src/ui/controllers/move-unless-aborted';

function recorded(advance: () => Promise<void> = async () => undefined) {
  const calls: string[] = [];
  const note = (name: string, work?: () => Promise<void>) => async (): Promise<void> => {
    calls.push(name);
    await work?.();
  };
  return { calls, run: { advance: note('advance', advance), readPaths: note('readPaths') } as unknown as Run };
}

const { signal } = new AbortController();

test('paths are read back after the steps where they are drawn, and only there', async () => {
  const drawn = recorded();
  await moveUnlessAborted(drawn.run, drawn.run.advance(3), signal, { drawsPaths: () => true });
  expect(drawn.calls).toEqual(['advance', 'readPaths']);
  const hidden = recorded();
  await moveUnlessAborted(hidden.run, hidden.run.advance(3), signal, { drawsPaths: () => false });
  await moveUnlessAborted(hidden.run, hidden.run.advance(3), signal);
  expect(hidden.calls).toEqual(['advance', 'advance']);
});

test('an aborted advance is no fault, a failed one is', async () => {
  const abort = new AbortController();
  abort.abort();
  const aborted = recorded(() => Promise.reject(abort.signal.reason as Error));
  await expect(moveUnlessAborted(aborted.run, aborted.run.advance(3), abort.signal)).resolves.toBeUndefined();
  await expect(moveUnlessAborted(aborted.run, aborted.run.advance(3), signal)).rejects.toThrow();
});
