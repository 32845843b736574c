import { expect, test } from 'vitest';
import kernelScore from '../../../src/labs/kernel-score/lab';
import { divergenceOf, nonFiniteRows } from '../../../src/labs/kernel-score/non-finite';
import { defaultValues } from '../../../src/experiment/parameters';
import { WrongScoreBackend } from '../../support/tampered-backend';

test('a particle counts once, whatever of it is not finite', () => {
  const places = [0, 0, Number.NaN, 1, 2, 2];
  const heights = [1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  expect(nonFiniteRows(3, [places, heights])).toBe(2);
  expect(nonFiniteRows(3, [[0, 0, 1, 1, 2, 2]])).toBe(0);
});

test('whoever looks is told how many, and when', () => {
  expect(divergenceOf(4, 2, 3)).toMatchObject({ nonFinite: 2, step: 4 });
  expect(divergenceOf(4, 2, 3)?.sentence).toContain('2 of 3 particles');
  expect(divergenceOf(4, 0, 3)).toBeUndefined();
});

test('a run whose score is not finite says so in its frame', async () => {
  const backend = new WrongScoreBackend(['kernelScoreFinish'], Number.NaN);
  const params = { ...defaultValues(kernelScore.parameters), points: 256 };
  const run = await kernelScore.start({ backend, params, seed: 7, data: {} });
  await run.advance(1);
  await run.measure();
  expect(run.frame().divergence?.nonFinite).toBeGreaterThan(0);
  run.dispose();
});
