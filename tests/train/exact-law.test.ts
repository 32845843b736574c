// What is known of the noisy law: its constant, its modes, and what fresh draws would show.
import { expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { scoreAt } from '../../src/math/kernel-weights';
import { twoPointConstant } from '../../src/math/score-matching';
import { length, rowsOf } from '../../src/math/vectors';
import { DensityQueue } from '../../src/score/density-queue';
import { exactLaw } from '../../src/train/exact-law';
import { lossesOf } from '../../src/train/validation';
import { someData } from '../support/score-models';

const backend = new ReferenceBackend();

it('finds modes, where the score is 0 and its slopes are a covariance', async () => {
  const data = someData(50, 2);
  const law = await exactLaw(new DensityQueue(backend, data, 2), 0.3, 1, 512);
  expect(law.modes.length).toBeGreaterThan(1);
  for (const mode of law.modes) expect(length(scoreAt(data, mode, 0.3))).toBeLessThan(1e-4);
  for (const [re, im] of law.slopes) {
    expect(im).toBe(0);
    expect(re).toBeGreaterThanOrEqual(0);
    expect(re).toBeLessThan(1);
  }
  expect(law.nearest.value).toBeGreaterThan(0);
});

it('knows the constant of two points, and that the exact score loses no more', async () => {
  const pair = Float32Array.of(-0.5, 0, 0.5, 0);
  const { validation } = await exactLaw(new DensityQueue(backend, pair, 2), 0.5, 2, 4096);
  const { floor, draws } = validation;
  const constant = twoPointConstant(0.5, 0.5);
  expect(Math.abs(floor.value - constant)).toBeLessThan(5 * floor.standardError);
  const exact = draws.flatMap(({ x }) => [...scoreAt(pair, x, 0.5)]);
  const { loss, excess, explicit } = lossesOf(validation, exact);
  expect(explicit.value).toBeCloseTo(0, 9);
  expect(Math.abs(excess.value)).toBeLessThan(1e-5);
  expect(Math.abs(loss.value - constant)).toBeLessThan(5 * loss.standardError);
  expect(rowsOf(exact, 2)).toHaveLength(4096);
});
