// Order statistics of radii, and the count of what is not finite.
import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { launchRadii } from '../support/dirac-launch';

test('ranks to the width of a bin, exact where all are equal', async () => {
  const backend = new ReferenceBackend();
  const spread = Array.from({ length: 2000 }, (_, i) => [0, 1 + i / 2000]).flat();
  const radii = await launchRadii(backend, spread);
  for (const rank of [0, 100, 1000, 1999]) expect(radii.at(rank)).toBeCloseTo(1 + rank / 2000, 3);
  const equal = await launchRadii(backend, [0.6, 0.8, 0.6, 0.8]);
  expect([equal.at(0), equal.at(1)]).toEqual([1, 1]);
});

test('what has left the range of float32 is counted, never averaged', async () => {
  const radii = await launchRadii(new ReferenceBackend(), [1, 0, 1e300, 0, Number.NaN, 1, 3e38, 3e38]);
  expect([radii.finite, radii.nonFinite]).toEqual([2, 2]);
  expect(radii.at(1)).toBeGreaterThan(3e38);
  expect(Number.isFinite(radii.at(1))).toBe(true);
  expect((await launchRadii(new ReferenceBackend(), [Number.NaN, 1])).at(0)).toBeNaN();
});

test('a quadratic form', async () => {
  const radii = await launchRadii(new ReferenceBackend(), [1, 1, 1, 1], { a: 1, b: -1, c: 1 });
  expect(radii.at(0)).toBe(1);
});
