import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { diffusionLoss, type DiffusionLossOptions } from '../../src/diffusion/loss';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';
import { expectLoss, lossIds } from '../support/diffusion-golden';

const backend = new ReferenceBackend();
const ends = { gamma0: -6, gamma1: 6 };
const data = Float32Array.of(-1.5, 0.25, 1);
const linear = diffusionSchedule({ kind: 'vp-linear-logsnr', ...ends });

test.each(lossIds)('golden %s', (id) => expectLoss(backend, id));

test('typical mistakes miss the golden values', async () => {
  await expect(expectLoss(backend, lossIds[0], { factor: 1.02 })).rejects.toThrow('times the tolerance');
  await expect(expectLoss(backend, lossIds[0], { smoothing: 0.01 })).rejects.toThrow('times the tolerance');
  // σ/α for the SNR.
  const wrong = { ...linear, at: (t: number) => ({ ...linear.at(t), snr: Math.sqrt(linear.at(t).snr) }) };
  await expect(expectLoss(backend, lossIds[0], { schedule: wrong })).rejects.toThrow('times the tolerance');
});

test('the limit depends on the schedule through its ends alone, L_16 and K₁ on all of it (D8)', async () => {
  const all = await Promise.all(
    [
      { kind: 'vp-linear-logsnr', ...ends } as const,
      { kind: 'vp-cosine', ...ends } as const,
      { kind: 'vp-power-logsnr', power: 2, ...ends } as const,
      { kind: 'vp-linear-snr', ...ends } as const,
      { kind: 've-geometric', sigma0: Math.exp(-3), sigma1: Math.exp(3) } as const,
    ].map((options) =>
      diffusionLoss(backend, { data, dimension: 1, schedule: diffusionSchedule(options), steps: [16] }),
    ),
  );
  for (const { limit } of all) expect(limit).toBeCloseTo(1.0972543, 7);
  const sixteen = all.map(({ loss }) => loss[0]);
  expect(
    sixteen
      .slice(0, 3)
      .map((value) => Math.round(1000 * value) / 1000)
      .toSorted((a, b) => a - b),
  ).toEqual([1.635, 1.724, 1.745]);
  expect(all[0].k1).toBeCloseTo(6.592, 3);
  expect(all[1].k1).toBeCloseTo(5.482, 3);
});

test('L_T falls to its limit like K₁/T (D7)', async () => {
  const steps = [64, 128, 256, 512, 1024];
  const { loss, limit, k1 } = await diffusionLoss(backend, { data, dimension: 1, schedule: linear, steps });
  loss.forEach((value, i) => expect(value).toBeLessThan(loss[i - 1] ?? Infinity));
  expect((loss[3] - limit) / (loss[4] - limit)).toBeCloseTo(2.008, 3);
  expect((2048 * (loss[4] - limit) - 512 * (loss[3] - limit)) / k1).toBeCloseTo(1, 2);
});

test('a wrong denoiser costs more, and a wide kernel is a Gaussian of its variance', async () => {
  const request = { data, dimension: 1, schedule: linear, steps: [16] };
  const [right, wrong] = [
    await diffusionLoss(backend, request),
    await diffusionLoss(backend, { ...request, factor: 1.02 }),
  ];
  expect(wrong.limit).toBeGreaterThan(right.limit + 0.01);
  const one = { ...request, data: Float32Array.of(0) };
  const { limit } = await diffusionLoss(backend, { ...one, smoothing: 1.3 });
  const [first, last] = [1.69 * linear.at(0).snr, 1.69 * linear.at(1).snr];
  expect(limit).toBeCloseTo(0.5 * (Math.log1p(first) - Math.log1p(last)), 9);
  // E‖x − f·x̂‖² of Gaussian data: the least error plus (1 − f)²E x̂².
  const scaled = await diffusionLoss(backend, { ...one, smoothing: 1.3, factor: 0.5, steps: [1] });
  const v = linear.at(1).snr;
  const least = 1.69 / (1 + 1.69 * v);
  const weight = linear.step(0, 1).klWeight;
  expect(scaled.loss[0] / (weight * (least + 0.25 * (1.69 - least)))).toBeCloseTo(1, 8);
});

describe('bad arguments', () => {
  const good: DiffusionLossOptions = { data, dimension: 1, schedule: linear, steps: [4] };
  test.each([
    [{ dimension: 3 }, RangeError, 'dimension is 3; a whole number from 1 to 2 is allowed'],
    [{ steps: [4, 0] }, RangeError, 'steps[1] is 0'],
    [{ steps: 4 }, TypeError, 'steps must be an array'],
    [{ data: new Float32Array(2 ** 18) }, RangeError, 'noise levels of 262144 data'],
    [{ factor: Number.NaN }, RangeError, 'factor is NaN'],
  ])('%j', async (wrong, kind, message) => {
    const call = diffusionLoss(backend, { ...good, ...wrong } as DiffusionLossOptions);
    await expect(call).rejects.toThrow(kind);
    await expect(call).rejects.toThrow(message);
    expect(backend.live.arrays).toBe(0);
  });
});
