import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { startOf, sweepStarts } from '../support/start-sweeps';

test('a start does not know how many others there are', async () => {
  const backend = new ReferenceBackend();
  const [few, many] = [await sweepStarts(backend, 300, 5, 3), await sweepStarts(backend, 300, 40, 3)];
  for (const start of [0, 2, 4]) expect(startOf(few, 5, start)).toEqual(startOf(many, 40, start));
  expect(backend.live.arrays).toBe(0);
});
