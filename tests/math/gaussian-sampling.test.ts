import { describe, expect, test } from 'vitest';
import { gaussianVariances } from '../../src/math/diffusion-gaussian';
import { samplers, samplerRows } from '../../src/math/diffusion-sampler';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';
import { sampledVariances } from '../../src/math/gaussian-sampling';

const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0: -6, gamma1: 6 });

describe('the variance of Gaussian data along a sampler', () => {
  test('the values of MATHS.md D13', () => {
    for (const [steps, end] of [
      [16, 0.704],
      [64, 0.912],
      [256, 0.977],
    ])
      expect(sampledVariances(schedule, 1, steps, 1, { sampler: 'ancestral' })[steps]).toBeCloseTo(end, 3);
  });

  test.each(['ancestral', 'ddim'] as const)('%s is the recursion from the other form of the step', (sampler) => {
    const known = gaussianVariances(schedule, 1.5, 32, sampler);
    sampledVariances(schedule, 1.5, 32, known[0], { sampler }).forEach((value, k) =>
      expect(value).toBeCloseTo(known[k], 12),
    );
  });

  test.each(samplers)('%s is what the rows of the kernel do to one smoothed point at 0', (sampler) => {
    const options = { sampler, smoothing: 1.25, factor: 0.9, eta: 0.5 } as const;
    const rows = samplerRows(schedule, 8, options);
    let variance = 1;
    for (let k = 0; k < 8; k++) {
      const [first, second] = sampler === 'heun' ? rows.slice(2 * k) : [rows[k], undefined];
      const slope = second ? second.a * first.a + first.carryZ : first.a;
      variance = slope ** 2 * variance + first.c ** 2;
    }
    expect(sampledVariances(schedule, 0, 8, 1, options)[8]).toBeCloseTo(variance, 12);
  });
});
