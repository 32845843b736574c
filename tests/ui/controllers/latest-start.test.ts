import { expect, test } from 'vitest';
import { GpuLostError } from '../../../src/compute/backend';
import { LatestStart } from '../../../src/ui/controllers/latest-start';

test('only the latest start is told to have failed, and never for a lost GPU', async () => {
  const told: unknown[] = [];
  const starts = new LatestStart((error) => void told.push(error));
  let fail: (error: unknown) => void = () => undefined;
  const earlier = starts.begin(() => new Promise((_, reject) => (fail = reject)));
  await starts.begin(async () => undefined);
  fail(new Error('of the one given up'));
  await earlier;
  await starts.begin(() => Promise.reject(new GpuLostError('lost')));
  expect(told).toEqual([]);
  await starts.begin(() => Promise.reject(new Error('of the latest')));
  expect(told).toEqual([new Error('of the latest')]);
  await starts.begin(async (signal) => {
    starts.abort();
    signal.throwIfAborted();
  });
  expect(told).toHaveLength(1);
});
