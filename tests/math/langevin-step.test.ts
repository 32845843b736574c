import { describe, expect, it } from 'vitest';
import { langevinStep, malaLogRatio } from '../../src/math/langevin-step';
import type { Target, Vector2 } from '../../src/targets/target';
import { expectClose } from '../support/agree';
import { flat, golden, goldenTolerance, type GoldenCase } from '../support/golden';
import { mixtureTarget, threeBumps } from '../support/mixture-target';

/** Rows of a nested array as pairs. */
const pairs = (value: unknown): Vector2[] => {
  const numbers = flat(value);
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]]);
};

function goldenMixture({ inputs }: GoldenCase): Target {
  const [weights, means, variances] = [flat(inputs['weights']), pairs(inputs['means']), flat(inputs['variances'])];
  return mixtureTarget(weights.map((weight, k) => ({ weight, mean: means[k], variance: variances[k] })));
}

describe('langevinStep', () => {
  it('follows the golden ULA path', () => {
    const ula = golden('langevin', 'ula_path');
    const target = goldenMixture(ula);
    let x = pairs(ula.inputs['x0']);
    const path = [...x];
    for (const noise of (ula.inputs['noise'] as unknown[]).map(pairs)) {
      x = x.map((here, chain) =>
        langevinStep(here, target.score(...here), noise[chain], Number(ula.inputs['gamma']), 1),
      );
      path.push(...x);
    }
    expectClose('path', path.flat(), flat(ula.expected['path']), goldenTolerance(ula, 'path', 'f64'));
  });

  it('without noise follows the golden ascent path', () => {
    const ascent = golden('langevin', 'ascent_path');
    const target = goldenMixture(ascent);
    let x = pairs(ascent.inputs['x0']);
    const path = [...x];
    for (let step = 0; step < 8; step++) {
      x = x.map((here) => langevinStep(here, target.score(...here), [3, -4], Number(ascent.inputs['gamma']), 0));
      path.push(...x);
    }
    expectClose('path', path.flat(), flat(ascent.expected['path']), goldenTolerance(ascent, 'path', 'f64'));
  });

  it('follows the golden annealed path', () => {
    const annealed = golden('langevin', 'annealed');
    const centres = pairs(annealed.inputs['centres']);
    const target = mixtureTarget(centres.map((mean) => ({ weight: 1 / centres.length, mean, variance: 0 })));
    const gammas = flat(annealed.expected['gammas']);
    let x = pairs(annealed.inputs['x0']);
    const path = [...x];
    flat(annealed.inputs['levels']).forEach((level, l) => {
      for (const noise of ((annealed.inputs['noise'] as unknown[])[l] as unknown[]).map(pairs)) {
        x = x.map((here, chain) =>
          langevinStep(here, target.smoothedScore(...here, level ** 2), noise[chain], gammas[l], 1),
        );
      }
      path.push(...x);
    });
    expectClose('path', path.flat(), flat(annealed.expected['path']), goldenTolerance(annealed, 'path', 'f64'));
  });
});

describe('malaLogRatio', () => {
  const mala = golden('langevin', 'mala_step');
  const target = goldenMixture(mala);
  const stepSize = Number(mala.inputs['gamma']);
  const noise = pairs(mala.inputs['noise']);

  it('reproduces the golden proposals, ratios and decisions', () => {
    const starts = pairs(mala.inputs['x']);
    const proposals = starts.map((x, i) => langevinStep(x, target.score(...x), noise[i], stepSize, 1));
    const ratios = starts.map((x, i) => {
      const y = proposals[i];
      const rise = target.logDensity(...y) - target.logDensity(...x);
      return malaLogRatio(rise, target.score(...x), target.score(...y), noise[i], stepSize, 1);
    });
    const accepted = ratios.map((ratio, i) => Math.log(flat(mala.inputs['u'])[i]) < ratio);
    expectClose(
      'proposal',
      proposals.flat(),
      flat(mala.expected['proposal']),
      goldenTolerance(mala, 'proposal', 'f64'),
    );
    expectClose('log_accept', ratios, flat(mala.expected['log_accept']), goldenTolerance(mala, 'log_accept', 'f64'));
    expect(accepted).toEqual(mala.expected['accepted']);
  });

  it.each([0.3, 1, 1.7])('is the residual form of the tempered law at noise %f', (tau) => {
    const x: Vector2 = [-1.2, 0.4];
    const [sx, normals] = [threeBumps.score(...x), [0.8, -1.1]];
    const y = langevinStep(x, sx, normals, stepSize, tau);
    const sy = threeBumps.score(...y);
    const rise = threeBumps.logDensity(...y) - threeBumps.logDensity(...x);
    // ‖to − from − γ s(from)‖²
    const residual = (to: Vector2, from: Vector2, s: Vector2): number =>
      (to[0] - from[0] - stepSize * s[0]) ** 2 + (to[1] - from[1] - stepSize * s[1]) ** 2;
    const direct = rise / tau ** 2 + (residual(y, x, sx) - residual(x, y, sy)) / (4 * stepSize * tau ** 2);
    expect(malaLogRatio(rise, sx, sy, normals, stepSize, tau)).toBeCloseTo(direct, 10);
  });

  it('without noise accepts exactly what does not lower the density', () => {
    const ratio = (rise: number): number => malaLogRatio(rise, [1, 0], [0, 0], [0, 0], 0.1, 0);
    expect([0.5, 0, -1e-9, NaN].map(ratio)).toEqual([Infinity, Infinity, -Infinity, -Infinity]);
  });
});
