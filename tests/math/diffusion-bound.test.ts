// The bound from an error that is known in closed form. MATHS.md 2.5, 2.6.
import { describe, expect, test } from 'vitest';
import { boundCurve, boundEnds, boundLimits, boundOf, boundSteps } from '../../src/math/diffusion-bound';
import { gaussianErrors, gaussianLoss } from '../../src/math/diffusion-gaussian';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';

const ends = { gamma0: -6, gamma1: 6 } as const;
const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', ...ends });
const cosine = diffusionSchedule({ kind: 'vp-cosine', ...ends });
const VARIANCE = 1.69;
const squareAt = (gamma: number): number => gaussianErrors(VARIANCE, 2, Math.exp(-gamma), 1).square;
const fourthAt = (gamma: number): number => gaussianErrors(VARIANCE, 2, Math.exp(-gamma), 1).fourth;

function areaUnder({ x, y }: { x: readonly number[]; y: readonly number[] }): number {
  return x.slice(1).reduce((sum, value, i) => sum + ((value - x[i]) * (y[i] + y[i + 1])) / 2, 0);
}

describe.each([
  ['linear', schedule],
  ['cosine', cosine],
] as const)('%s', (_, own) => {
  test('L_T, L∞ and K₁ are those of the Gaussian law', () => {
    const { loss, limit, k1 } = gaussianLoss(own, VARIANCE, 2, 64);
    const known = boundLimits(own, squareAt, fourthAt);
    expect(boundOf(own, 64, squareAt)).toBeCloseTo(loss, 10);
    expect(known.limit).toBeCloseTo(limit, 8);
    expect(known.slope).toBeCloseTo(k1, 6);
  });

  test('the areas that are drawn are L_T and L∞', () => {
    // The trapezoids of 48 to 192 points err by a few thousandths.
    expect(areaUnder(boundSteps(own, 16, squareAt)) / boundOf(own, 16, squareAt)).toBeCloseTo(1, 2);
    expect(areaUnder(boundCurve(own, squareAt)) / boundLimits(own, squareAt, fourthAt).limit).toBeCloseTo(1, 2);
  });
});

test('the variance of one draw is that of MATHS.md D16, and the least is 2/d of L∞² for Gaussian data (D17)', () => {
  const { limit, variance, leastVariance } = boundLimits(schedule, squareAt, fourthAt);
  expect(limit).toBeCloseTo(6.522, 4);
  expect(variance).toBeCloseTo(90.13, 2);
  expect(leastVariance / limit ** 2).toBeCloseTo(1, 8);
});

test('prior and reconstruction, also where the variance explodes', () => {
  const { prior, reconstruction } = boundEnds(schedule, 2 * VARIANCE, 2);
  const { alpha, sigma } = schedule.at(1);
  expect(prior).toBeCloseTo(0.5 * (2 * (sigma ** 2 - 1 - Math.log(sigma ** 2)) + alpha ** 2 * 2 * VARIANCE), 12);
  expect(reconstruction).toBeCloseTo(1 + Math.log(2 * Math.PI) - 6, 12);
  const exploding = diffusionSchedule({ kind: 've-geometric', sigma0: Math.exp(-3), sigma1: Math.exp(3) });
  expect(boundEnds(exploding, 2 * VARIANCE, 2).prior).toBeCloseTo(VARIANCE * Math.exp(-6), 12);
});
