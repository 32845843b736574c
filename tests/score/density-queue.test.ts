// A queue that is asked no more: whoever waits for its answer is let go at once, and nothing stays behind.
import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { DensityQueue } from '../../src/score/density-queue';
import { uniformPoints } from '../support/score-cases';

test('an abort does not wait for the reading', async () => {
  const backend = new ReferenceBackend();
  const density = new DensityQueue(backend, uniformPoints(64, 2, 1, 3), 2);
  const stop = new AbortController();
  const read = backend.read.bind(backend);
  const reading = new Promise<void>((begin) => {
    backend.read = () => {
      begin();
      return new Promise(() => undefined);
    };
  });
  const asked = density.ask({ queries: uniformPoints(8, 2, 1, 5), sigma: 1, signal: stop.signal });
  await reading;
  stop.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
  backend.read = read;
  const { logDensity } = await density.ask({ queries: uniformPoints(8, 2, 1, 5), sigma: 1, urgent: true });
  expect(logDensity).toHaveLength(8);
  density.dispose();
  expect(backend.live.arrays).toBe(0);
});
