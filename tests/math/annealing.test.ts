import { describe, expect, it } from 'vitest';
import {
  annealingDefaults,
  annealingLength,
  annealingPlan,
  annealingTable,
  defaultAnnealing,
  geometricLevels,
  largestAnnealingStep,
  levelAt,
  levelLimits,
  smallestVariance,
  unstableLevels,
  type AnnealingPlan,
} from '../../src/math/annealing';
import { langevinStep } from '../../src/math/langevin-step';
import { uniformSource } from '../../src/math/random';
import { goldenCase } from '../support/langevin-golden';
import { mixtureTarget } from '../support/mixture-target';
import { normalSource } from '../support/normals';

describe('golden case annealed', () => {
  const golden = goldenCase('annealed');
  const sigmas = Float64Array.from(golden.input('levels'));
  const plan = annealingPlan(sigmas, golden.number('eps'), golden.number('steps_per_level'));
  const centres = golden.input('centres');
  const count = centres.length / 2;

  it('steps of the levels', () => golden.expect('gammas', plan.steps));

  it('driven path on the kernel score', () => {
    // Bandwidth σ_l means point centres smoothed by σ_l² alone.
    const components = Array.from({ length: count }, (_, i) => ({
      weight: 1 / count,
      mean: [centres[2 * i], centres[2 * i + 1]] as const,
      variance: 0,
    }));
    const target = mixtureTarget(components);
    const noise = golden.input('noise');
    const positions = golden.input('x0');
    const chains = positions.length / 2;
    const path = [...positions];
    for (let k = 0; k < annealingLength(plan); k++) {
      const level = levelAt(plan, k);
      for (let i = 0; i < chains; i++) {
        const [x, y] = positions.slice(2 * i, 2 * i + 2);
        const [sx, sy] = target.smoothedScore(x, y, sigmas[level] ** 2);
        const at = 2 * (k * chains + i);
        const next = langevinStep([x, y], [sx, sy], noise.slice(at, at + 2), plan.steps[level], 1);
        positions.splice(2 * i, 2, ...next);
      }
      if ((k + 1) % plan.stepsPerLevel === 0) path.push(...positions);
    }
    golden.expect('path', path);
  });
});

describe('the plan of L10', () => {
  const plan = defaultAnnealing(0.001);

  it('has 16 geometric levels of 100 steps', () => {
    expect(plan.sigmas).toHaveLength(16);
    expect([plan.sigmas[0], plan.sigmas[15]]).toEqual([6, 0.05]);
    const ratios = Array.from(plan.sigmas.slice(1), (sigma, l) => sigma / plan.sigmas[l]);
    for (const ratio of ratios) expect(ratio).toBeCloseTo((0.05 / 6) ** (1 / 15), 13);
    expect(annealingLength(plan)).toBe(1600);
    expect(plan.steps[15]).toBe(0.001);
    expect(plan.steps[0]).toBeCloseTo(14.4, 12);
  });

  it('lists rows of σ² and γ, and the level of every step', () => {
    const table = annealingTable(plan);
    expect(table).toHaveLength(32);
    expect([table[0], table[31]]).toEqual([36, 0.001]);
    expect(table[5]).toBe(plan.steps[2]);
    expect([0, 99, 100, 1599, 1600, 1e6].map((n) => levelAt(plan, n))).toEqual([0, 0, 1, 15, 15, 15]);
  });

  it('is stable up to the step at which its first level is not', () => {
    const largest = largestAnnealingStep(plan.sigmas, 0.25);
    expect(largest).toBeCloseTo((2 * 36.25 * 0.0025) / 36, 12);
    expect(unstableLevels(defaultAnnealing(largest * 0.9999), 0.25)).toEqual([]);
    expect(unstableLevels(defaultAnnealing(largest * 1.0001), 0.25)).toEqual([0]);
    expect(levelLimits(plan, 0.25)[15]).toBeCloseTo(0.505, 12);
    const components = [{ weight: 1, mean: [0, 0], covariance: [2, 0.5, 0.75] }] as const;
    expect(smallestVariance(components)).toBeCloseTo(1.1492189406417879 / 2, 13);
  });

  it('refuses levels out of order', () => {
    expect(() => geometricLevels(1, 6, 0.05)).toThrow(/levels: 1/);
    expect(() => geometricLevels(16, 0.05, 6)).toThrow(RangeError);
  });
});

/** Share right of 0 on .75 N(−4, .25) + .25 N(4, .25) in one coordinate: the other one separates off. */
function rightShare(plan: AnnealingPlan, smoothed: boolean, chains: number): number {
  const [uniform, normal] = [uniformSource(41), normalSource(42)];
  let right = 0;
  for (let i = 0; i < chains; i++) {
    let x = 16 * uniform() - 8;
    for (let k = 0; k < annealingLength(plan); k++) {
      const level = levelAt(plan, k);
      const variance = 0.25 + (smoothed ? plan.sigmas[level] ** 2 : 0);
      const pull = 4 * Math.tanh((4 * x) / variance + 0.5 * Math.log(1 / 3)) - x;
      [x] = langevinStep([x, 0], [pull / variance, 0], [normal(), 0], plan.steps[level], 1);
    }
    if (x > 0) right++;
  }
  return right / chains;
}

describe('L10', () => {
  it('annealing restores the weights, the same budget of plain ULA does not', () => {
    expect(rightShare(defaultAnnealing(0.001), true, 4000)).toBeCloseTo(0.265, 1);
    expect(Math.abs(rightShare(defaultAnnealing(0.001), true, 4000) - 0.25)).toBeLessThan(0.06);
    const plain = { ...defaultAnnealing(0.001), steps: new Float64Array(annealingDefaults.levels).fill(0.1) };
    expect(Math.abs(rightShare(plain, false, 4000) - 0.5)).toBeLessThan(0.05);
  });

  it('loses the weights where the levels are too hasty or too hot', () => {
    expect(rightShare(defaultAnnealing(1e-6), true, 2000)).toBeGreaterThan(0.4);
    expect(rightShare(defaultAnnealing(0.0045), true, 2000)).toBeGreaterThan(0.31);
  });
});
