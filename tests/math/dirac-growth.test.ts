// Fits to paths and runs of known growth.
import { describe, expect, test } from 'vitest';
import { fitGrowth, fitLine, growthOf, growthRounds, predictedGrowth } from '../../src/math/dirac-growth';
import { predictedRadius } from '../../src/math/dirac-linearisation';
import type { Pace, Rule, Settings } from '../../src/math/dirac-scheme';
import { scanPace } from '../support/dirac-scan';

test('a line, with the error of its slope', () => {
  const xs = [0, 1, 2, 3];
  expect(fitLine(xs, [1, 3, 5, 7])).toEqual({ rate: 2, standardError: 0 });
  // Residuals ±1, ∓1: 4/2/5 under the root.
  const { rate, standardError } = fitLine(xs, [2, 2, 4, 8]);
  expect([rate, standardError]).toEqual([expect.closeTo(2, 12), expect.closeTo(Math.sqrt(0.4), 12)]);
});

test('what is too small or not finite is left out, and nothing is fitted to what is left of too little', () => {
  const path = (points: readonly number[]) => [{ stride: 2, points: points.map((x) => [x, 0] as const) }];
  expect(fitGrowth(path([1e-9, 1e-8, 1e-7, 1e-6, 1e-5, Infinity]))?.rate).toBeCloseTo(Math.log(10) / 2, 12);
  expect(fitGrowth(path([1e-28, 1e-29, 1e-30, 1e-31, 1e-32]))).toBeUndefined();
});

describe('powers of the operator', () => {
  const settings = (changes: Partial<Rule & Pace>): Settings => ({
    rule: {
      objective: 'wgan',
      variant: changes.variant ?? 'plain',
      scheme: changes.scheme ?? 'simultaneous',
      sampled: false,
    },
    pace: scanPace(changes),
  });

  test('grow by its radius, and where both eigenvalues are the same like n times that', () => {
    const apart = settings({ scheme: 'alternating', h: 2.1, hD: 2.1 });
    expect(predictedGrowth(apart)?.rate).toBeCloseTo(Math.log(predictedRadius(apart)), 6);
    // (1 − h)ⁿ n, from b = a: log n adds 1/n to the slope, n up to about 560 here.
    const rate = predictedGrowth(settings({ variant: 'r1', gamma: 2, h: 0.1, hD: 0.1 }))?.rate ?? Number.NaN;
    expect(rate - Math.log(0.9)).toBeGreaterThan(1 / 560);
    expect(rate - Math.log(0.9)).toBeLessThan(4 / 560);
  });

  test('and runs of a map at its rate, for as many rounds as it stays small', () => {
    for (const factor of [0.8, 1, 1.3]) {
      let rounds = 0;
      const rate = growthOf((players) => {
        rounds++;
        players.theta *= factor;
        players.psi *= factor;
      }, 400);
      // Sizes are told from 1e-12 on, where θ is; ψ makes them √1.36 as large.
      expect(rate).toBeCloseTo(Math.log(factor) + (factor === 1 ? 0 : Math.log(1.36) / 2 / rounds), 9);
      expect(Math.abs(growthRounds(rate, 400) - rounds)).toBeLessThanOrEqual(2);
    }
  });
});
