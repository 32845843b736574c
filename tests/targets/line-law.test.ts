// The law along the line against chains drawn one by one, against its own refinement, and where it is known in closed form.
import { describe, expect, it } from 'vitest';
import {
  defaultAnnealing,
  geometricLevels,
  levelAt,
  annealingPlan,
} from '../../src/math/annealing';
import { LineLaw } from '../../src/targets/line-law';
import { meansLine, type MeansLine } from '../../src/targets/mixture-line';
import { startShareBeyond, type Start } from '../../src/math/start-law';
import { uniformSource } from '../../src/math/random';
import { normalCdf } from '../../src/math/special';
import { frequencyError } from '../../src/math/statistics';
import { normalSource } from '../support/normals';

const pair = meansLine([
  { weight: 0.75, mean: [-4, 0], covariance: [0.25, 0, 0.25] },
  { weight: 0.25, mean: [4, 0], covariance: [0.25, 0, 0.25] },
]) as MeansLine;
const square: Start = { kind: 'uniform', x: 0, y: 0, scale: 8 };

function followed(law: LineLaw, steps: number, threshold = 0): number {
  for (;;) {
    const share = law.shareAt(steps, threshold);
    if (share !== undefined) return share;
  }
}

/** Share beyond 0 of chains that take the steps one by one. */
function simulated(step: number, noise: number, steps: number, chains: number): number {
  const plan = defaultAnnealing(step);
  const [uniform, normal] = [uniformSource(43), normalSource(44)];
  let right = 0;
  for (let i = 0; i < chains; i++) {
    let x = 16 * uniform() - 8;
    for (let k = 0; k < steps; k++) {
      const level = levelAt(plan, k);
      const variance = 0.25 + plan.sigmas[level] ** 2;
      const pull = (4 * Math.tanh((4 * x) / variance + 0.5 * Math.log(1 / 3)) - x) / variance;
      x += plan.steps[level] * pull + noise * Math.sqrt(2 * plan.steps[level]) * normal();
    }
    if (x > 0) right++;
  }
  return right / chains;
}

describe('the law along the line (L10)', () => {
  it.each([
    [0.001, 1, 1600],
    [0.0045, 1, 1600],
    [0.001, 1.5, 450],
  ])('of γ = %d, τ = %d after %d steps is that of chains', (step, noise, steps) => {
    const chains = 1500;
    const exact = followed(new LineLaw(pair, square, defaultAnnealing(step), noise), steps);
    expect(Math.abs(simulated(step, noise, steps, chains) - exact)).toBeLessThan(4 * frequencyError(exact, chains));
  });

  it('is the number of MATHS L10 to three digits, and goes on from one question to the next', () => {
    const law = new LineLaw(pair, square, defaultAnnealing(0.001), 1);
    const shares = [0, 1, 100, 101, 1600, 1700].map((steps) => followed(law, steps));
    expect(shares[0]).toBe(startShareBeyond(square, [1, 0], 0));
    expect(shares[4]).toBeCloseTo(0.2656, 4);
    for (const [i, steps] of [1, 100, 101, 1600].entries())
      expect(followed(new LineLaw(pair, square, defaultAnnealing(0.001), 1), steps)).toBeCloseTo(shares[i + 1] ?? 0, 9);
  });

  it('is the Gaussian law where there is one mode only', () => {
    const one = meansLine([{ weight: 1, mean: [0.5, 0], covariance: [0.09, 0, 0.09] }]) as MeansLine;
    const plan = annealingPlan(geometricLevels(3, 1, 0.2), 0.01, 7);
    const start: Start = { kind: 'normal', x: 2, y: 0, scale: 0.7 };
    const law = new LineLaw(one, start, plan, 0.8);
    let [mean, variance] = [2, 0.49];
    for (let n = 1; n <= 30; n++) {
      const level = levelAt(plan, n - 1);
      const total = 0.09 + plan.sigmas[level] ** 2;
      const factor = 1 - plan.steps[level] / total;
      mean = 0.5 + factor * (mean - 0.5);
      variance = factor * factor * variance + 2 * plan.steps[level] * 0.64;
      expect(followed(law, n, 0.6)).toBeCloseTo(normalCdf((mean - 0.6) / Math.sqrt(variance)), 5);
    }
  });

  it('begins at a point as well', () => {
    const law = new LineLaw(pair, { kind: 'point', x: 1, y: 0, scale: 0 }, defaultAnnealing(0.001), 1);
    const [gamma, variance] = [14.4, 36.25];
    const pull = (4 * Math.tanh(4 / variance + 0.5 * Math.log(1 / 3)) - 1) / variance;
    expect(followed(law, 1)).toBeCloseTo(normalCdf((1 + gamma * pull) / Math.sqrt(2 * gamma)), 9);
  });
});
