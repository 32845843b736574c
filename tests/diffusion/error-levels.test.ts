// Errors over noise levels, by draws, by quadrature and in closed form: all the same errors. MATHS.md 2.5, 2.6.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { openBackend } from '../../src/compute/open-backend';
import { ErrorLevels, type ErrorLevelsOptions } from '../../src/diffusion/error-levels';
import { diffusionLoss } from '../../src/diffusion/loss';
import { boundLimits } from '../../src/math/diffusion-bound';
import { gaussianErrors, twoPointError } from '../../src/math/diffusion-gaussian';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';

const common = { dimension: 2, smoothing: 0, ends: [-6, 6], factor: 1, seed: 3 } as const;
let backend: Backend;
beforeAll(async () => {
  backend = await openBackend({ kind: 'reference' });
});
afterAll(() => {
  expect(backend.live.arrays).toBe(0);
  backend.dispose();
});

async function measured(options: Omit<ErrorLevelsOptions, keyof typeof common> & Partial<ErrorLevelsOptions>) {
  const levels = new ErrorLevels(backend, { ...common, ...options });
  while (await levels.refine());
  expect(levels.done).toBe(1);
  levels.dispose();
  return levels;
}

test('a first call makes a curve, from end to end', async () => {
  const levels = new ErrorLevels(backend, { ...common, data: Float32Array.of(-1, 0, 1, 0) });
  expect(levels.at('square')).toBeUndefined();
  expect(await levels.refine()).toBe(true);
  expect(levels.done).toBeLessThan(0.1);
  expect(levels.at('square')?.(6)).toBeCloseTo(twoPointError(1, Math.exp(-6)), 8);
  levels.dispose();
});

test('few points by quadrature: two points have their closed form, and their loss', async () => {
  const data = Float32Array.of(-1, 0, 1, 0);
  const levels = await measured({ data });
  for (const gamma of [-3, -0.7, 0, 1.234]) {
    // The spline between levels 3/16 apart.
    expect(levels.at('square')?.(gamma)).toBeCloseTo(twoPointError(1, Math.exp(-gamma)), 4);
  }
  const schedule = diffusionSchedule({ kind: 'vp-cosine', gamma0: -6, gamma1: 6 });
  const exact = await diffusionLoss(backend, { data, dimension: 2, schedule, steps: [1] });
  const [square, fourth] = [levels.at('square'), levels.at('fourth')];
  if (!square || !fourth) throw new Error('nothing measured');
  const { limit, slope } = boundLimits(schedule, square, fourth);
  expect(limit / exact.limit).toBeCloseTo(1, 3);
  expect(slope / exact.k1).toBeCloseTo(1, 2);
});

test('the information is what the area under the curve comes to, and log M without noise', async () => {
  const levels = await measured({ data: Float32Array.of(-1, 0, 1, 0) });
  const [information, square] = [levels.at('information'), levels.at('square')];
  if (!information || !square) throw new Error('nothing measured');
  expect(information(-6)).toBeCloseTo(Math.log(2), 6);
  const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0: -6, gamma1: 6 });
  const { limit } = boundLimits(schedule, square, square);
  expect(information(-6) - information(6)).toBeCloseTo(limit, 4);
  expect([levels.gammas[0], levels.gammas.at(-1)]).toEqual([-6, 6]);
});

describe('many points by draws', () => {
  test('a smoothed point at 0 is the Gaussian law, with a wrong denoiser too', async () => {
    // Two copies of it are drawn for, one has the closed form.
    const drawn = await measured({ data: new Float32Array(4), smoothing: 1.3, factor: 1.1 });
    const known = await measured({ data: new Float32Array(2), smoothing: 1.3, factor: 1.1 });
    for (const gamma of [-4, 0, 4]) {
      const exact = gaussianErrors(1.69, 2, Math.exp(-gamma), 1.1);
      for (const of of ['square', 'fourth', 'scaled'] as const) {
        expect((known.at(of)?.(gamma) ?? 0) / exact[of]).toBeCloseTo(1, 3);
        // 4,096 draws: relative errors of a sixty-fourth of about 1, and of about 2 for fourth powers.
        expect(Math.abs((drawn.at(of)?.(gamma) ?? 0) / exact[of] - 1)).toBeLessThan(of === 'fourth' ? 0.18 : 0.09);
      }
      // log p(y | x) − log q(y) is ½(u² − ξ²) a coordinate, of correlated normals: its deviation is below √2.
      const information = Math.log1p(1.69 * Math.exp(-gamma));
      expect(known.at('information')?.(gamma)).toBeCloseTo(information, 3);
      expect(Math.abs((drawn.at('information')?.(gamma) ?? 0) - information)).toBeLessThan((5 * Math.SQRT2) / 64);
    }
  });
});
