import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { ErrorCurve } from '../../src/diffusion/error-curve';
import { diffusionLoss } from '../../src/diffusion/loss';
import { gaussianError, gaussianFourth, gaussianLoss, twoPointError } from '../../src/math/diffusion-gaussian';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';

const schedule = diffusionSchedule({ kind: 'vp-cosine', gamma0: -6, gamma1: 6 });
const gammas = [-6, -2.3, 0, 0.7, 6];

test('two points of a line have their closed form between the nodes', async () => {
  const curve = await ErrorCurve.measure(new ReferenceBackend(), { data: Float32Array.of(-1, 1), dimension: 1 }, -6, 6);
  for (const gamma of gammas) {
    const scaled = Math.exp(-gamma) * Math.abs(curve.squaresAt(gamma) - twoPointError(1, Math.exp(-gamma)));
    expect(scaled).toBeLessThan(curve.rule + curve.interpolation + 1e-13);
  }
});

test('a smoothed point is a Gaussian law: errors, fourth powers, information, the loss', async () => {
  const law = { data: new Float32Array(2), dimension: 2, smoothing: 1.25 } as const;
  const curve = await ErrorCurve.measure(new ReferenceBackend(), law, -6, 6);
  for (const gamma of gammas) {
    expect(curve.squaresAt(gamma)).toBeCloseTo(gaussianError(1.25 ** 2, 2, Math.exp(-gamma)), 8);
    expect(curve.fourthsAt(gamma)).toBeCloseTo(gaussianFourth(1.25 ** 2, 2, Math.exp(-gamma)), 8);
  }
  const known = gaussianLoss(schedule, 1.25 ** 2, 2, 32);
  const { limit, k1 } = curve.along(schedule);
  expect(curve.loss(schedule, 32)).toBeCloseTo(known.loss, 6);
  expect(limit).toBeCloseTo(known.limit, 6);
  expect(k1).toBeCloseTo(known.k1, 5);
  expect(curve.information[0] - curve.information[1]).toBeCloseTo(known.limit, 6);
});

test('points of the plane have the library’s loss, within what the curve says of itself', async () => {
  const data = Float32Array.of(-1.25, 0.25, 0.5, 0.5, 0.125, -1);
  const backend = new ReferenceBackend();
  const curve = await ErrorCurve.measure(backend, { data, dimension: 2, factor: 1.125 }, -6, 6);
  const { loss, limit } = await diffusionLoss(backend, { data, dimension: 2, schedule, steps: [16], factor: 1.125 });
  expect(Math.abs(curve.loss(schedule, 16) - loss[0])).toBeLessThan(curve.error(loss[0]));
  expect(Math.abs(curve.along(schedule).limit - limit)).toBeLessThan(curve.error(limit));
  expect(curve.error(limit)).toBeLessThan(2e-4 * limit);
  expect(curve.loss(schedule, 16, 'cleaner')).toBeLessThan(limit);
  expect(backend.live.arrays).toBe(0);
});
