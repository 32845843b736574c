import { describe, expect, test } from 'vitest';
import { posteriorDivergence, posteriorMean } from '../../src/math/diffusion-posterior';
import { linearStep } from '../../src/math/diffusion-sampler';
import type { ScheduleStep } from '../../src/math/diffusion-schedule';
import { expectField, scheduleOf } from '../support/diffusion-golden';
import { flat, golden, goldenIds } from '../support/golden';

describe.each(goldenIds('diffusion_posterior'))('golden %s', (id) => {
  const one = golden('diffusion_posterior', id);
  const [x, xHat, z, noise] = ['x', 'xhat', 'z_t', 'noise'].map((name) => flat(one.inputs[name]));
  const [s, t] = [Number(one.inputs['s']), Number(one.inputs['t'])];
  const schedule = scheduleOf(one);
  const step = schedule.step(s, t);

  /** By the linear form that the samplers take. */
  const moved = (eta: number): number[] => {
    const { a, b, c } = linearStep(schedule, s, t, eta);
    return z.map((value, j) => a * value + b * xHat[j] + c * noise[j]);
  };

  test('means, variance and divergence', () => {
    expectField(one, 'mu_Q', posteriorMean(step, z, x));
    expectField(one, 'mu_theta', posteriorMean(step, z, xHat));
    expectField(one, 'var_Q', [step.varQ]);
    expectField(one, 'KL', [posteriorDivergence(step, x, xHat)]);
  });

  test('samplers', () => {
    expectField(one, 'ancestral', moved(1));
    expectField(one, 'ddim', moved(0));
  });

  test('the divergence is that of two Gaussians of the variance σ_Q², and in ε (D5, D14)', () => {
    const [from, to] = [posteriorMean(step, z, x), posteriorMean(step, z, xHat)];
    const square = from.reduce((sum, value, j) => sum + (value - to[j]) ** 2, 0);
    const divergence = posteriorDivergence(step, x, xHat);
    expect(square / (2 * step.varQ) / divergence).toBeCloseTo(1, 9);
    const [early, late] = [schedule.at(s), schedule.at(t)];
    const epsilon = x.reduce((sum, value, j) => sum + ((late.alpha / late.sigma) * (value - xHat[j])) ** 2, 0);
    expect((0.5 * Math.expm1(late.gamma - early.gamma) * epsilon) / divergence).toBeCloseTo(1, 9);
  });

  test('steps between η = 0 and 1 keep the marginal: a²σ_t² + c² = σ_s², aα_t + b = α_s', () => {
    const [early, late] = [schedule.at(s), schedule.at(t)];
    for (const eta of [0, 0.3, 0.8, 1]) {
      const { a, b, c } = linearStep(schedule, s, t, eta);
      expect((a * late.sigma) ** 2 + c * c).toBeCloseTo(early.sigma ** 2, 12);
      expect(a * late.alpha + b).toBeCloseTo(early.alpha, 12);
    }
  });

  test('typical mistakes miss the golden values', () => {
    const wrong: Record<string, Partial<ScheduleStep>> = {
      mu_Q: { coefZ: step.coefX, coefX: step.coefZ },
      KL: { klWeight: 0.5 * schedule.at(s).snr },
      var_Q: { varQ: step.varTs },
    };
    for (const [field, changed] of Object.entries(wrong)) {
      const other = { ...step, ...changed };
      const got = {
        mu_Q: posteriorMean(other, z, x),
        KL: [posteriorDivergence(other, x, xHat)],
        var_Q: [other.varQ],
      }[field];
      expect(() => expectField(one, field, got ?? []), field).toThrow('times the tolerance');
    }
  });
});
