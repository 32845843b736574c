import { describe, expect, test } from 'vitest';
import {
  gaussianError,
  gaussianFourth,
  gaussianLoss,
  gaussianVariances,
  twoPointError,
} from '../../src/math/diffusion-gaussian';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';
import { expectField, scheduleOf } from '../support/diffusion-golden';
import { flat, golden, goldenIds } from '../support/golden';

describe.each(goldenIds('diffusion_gaussian'))('golden %s', (id) => {
  const one = golden('diffusion_gaussian', id);
  const [variance, dimension, steps] = ['c2', 'd', 'T'].map((name) => Number(one.inputs[name]));
  const schedule = scheduleOf(one);

  test('losses', () => {
    const { loss, limit, k1 } = gaussianLoss(schedule, variance, dimension, steps);
    expectField(one, 'L_T', [loss]);
    expectField(one, 'L_inf', [limit]);
    expectField(one, 'K1', [k1]);
  });

  test.each(['ancestral', 'ddim', 'exact'] as const)('variances of the %s sampler', (sampler) => {
    expectField(one, `${sampler}_var`, gaussianVariances(schedule, variance, steps, sampler));
  });
});

test.each(goldenIds('diffusion_loss').filter((id) => id === 'points0_mmse_curve'))('%s', (id) => {
  const one = golden('diffusion_loss', id);
  expectField(
    one,
    'mmse',
    flat(one.inputs['snr']).map((snr) => twoPointError(1, snr)),
  );
});

describe('the ancestral sampler of Gaussian data is too narrow by O(1/T) (D13)', () => {
  const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0: -6, gamma1: 6 });
  const end = (steps: number): number => gaussianVariances(schedule, 1, steps, 'ancestral')[steps];

  test('values of the specification', () => {
    [
      [16, 0.704],
      [64, 0.912],
      [256, 0.977],
    ].forEach(([steps, variance]) => expect(end(steps)).toBeCloseTo(variance, 3));
  });

  test('half for twice the steps', () => {
    expect((1 - end(256)) / (1 - end(512))).toBeCloseTo(1.98, 2);
    expect((1 - end(512)) / (1 - end(1024))).toBeCloseTo(1.99, 2);
  });

  test('DDIM on the cosine schedule: V_0 = V_1 cos(Δφ/T)^2T (D14)', () => {
    const cosine = diffusionSchedule({ kind: 'vp-cosine', gamma0: -6, gamma1: 6 });
    expect(gaussianVariances(cosine, 1, 20, 'ddim')[20]).toBeCloseTo(0.89733, 5);
  });
});

test('E‖x − x̂‖⁴ is that of a Gaussian of the error’s variance', () => {
  // E|u|⁴ of u ~ N(0, s²I): d(d + 2)s⁴.
  for (const d of [1, 2, 5]) {
    const s2 = gaussianError(1.69, d, 3) / d;
    expect(gaussianFourth(1.69, d, 3)).toBeCloseTo(d * (d + 2) * s2 ** 2, 12);
  }
});
