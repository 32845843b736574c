// What is drawn after an advance: clouds and, where paths are drawn, paths of the same step.
import { expect, test } from 'vitest';
import type { Run } from '../../../src/experiment/lab';
import { advanceUnlessAborted } from '../../../src/ui/controllers/advance-unless-aborted';

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
  await advanceUnlessAborted(drawn.run, 3, signal, { drawsPaths: () => true });
  expect(drawn.calls).toEqual(['advance', 'readPaths']);
  const hidden = recorded();
  await advanceUnlessAborted(hidden.run, 3, signal, { drawsPaths: () => false });
  await advanceUnlessAborted(hidden.run, 3, signal);
  expect(hidden.calls).toEqual(['advance', 'advance']);
});

test('an aborted advance is no fault, a failed one is', async () => {
  const abort = new AbortController();
  abort.abort();
  const aborted = recorded(() => Promise.reject(abort.signal.reason as Error));
  await expect(advanceUnlessAborted(aborted.run, 3, abort.signal)).resolves.toBeUndefined();
  await expect(advanceUnlessAborted(aborted.run, 3, signal)).rejects.toThrow();
});
