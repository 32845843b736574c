import { describe, expect, it } from 'vitest';
import { ascentEnd, ascentGap, ascentPath, ascentSlack, distinctPoints } from '../support/ascent';
import { modeStabilities } from '../../src/targets/mode-stability';
import { uniformSource } from '../../src/math/random';
import type { Target, Vector2 } from '../../src/targets/target';
import { goldenCase, type GoldenCase } from '../support/langevin-golden';
import { mixtureTarget, threeBumps } from '../support/mixture-target';

const starts = (golden: GoldenCase): Vector2[] => {
  const flat = golden.input('x0');
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
};

/** Paths of all starts interleaved as [steps + 1, starts, 2]. */
function interleaved(target: Target, from: readonly Vector2[], step: number, steps: number): number[] {
  const paths = from.map((start) => ascentPath(target, start, step, steps));
  return Array.from({ length: steps + 1 }, (_, k) => paths.flatMap((path) => [path[2 * k], path[2 * k + 1]])).flat();
}

const ends = (target: Target, from: readonly Vector2[], step: number): Vector2[] =>
  from.map((start) => ascentEnd(target, start, step) ?? [NaN, NaN]);

describe('golden paths', () => {
  it('ascent_path, its modes and their spectra (L6)', () => {
    const golden = goldenCase('ascent_path');
    const step = golden.number('gamma');
    golden.expect('path', interleaved(threeBumps, starts(golden), step, 8));
    const modes = ends(threeBumps, starts(golden), step);
    golden.expect('modes', modes.flat());
    const stabilities = modeStabilities({ ...threeBumps, modes }, step);
    golden.expect(
      'hess_eigenvalues',
      stabilities.flatMap(({ eigenvalues }) => eigenvalues),
    );
    golden.expect(
      'gamma_limit',
      stabilities.map(({ limit }) => limit),
    );
    golden.expect(
      'spectral_radius',
      stabilities.map(({ radius }) => radius),
    );
    expect(distinctPoints(modes, 1e-6)).toHaveLength(2);
  });

  it('mean_shift', () => {
    const golden = goldenCase('mean_shift');
    const centres = golden.input('centres');
    const variance = golden.number('sigma') ** 2;
    const count = centres.length / 2;
    const target = mixtureTarget(
      Array.from({ length: count }, (_, i) => ({
        weight: 1 / count,
        mean: [centres[2 * i], centres[2 * i + 1]],
        variance,
      })),
    );
    const path = interleaved(target, starts(golden), variance, 5);
    golden.expect('path', path);
    const heights = Array.from({ length: path.length / 2 }, (_, i) => target.logDensity(path[2 * i], path[2 * i + 1]));
    golden.expect('log_density', heights);
    const modes = ends(target, starts(golden), variance);
    golden.expect('modes', modes.flat());
    golden.expect(
      'hess_eigenvalues',
      modeStabilities({ ...target, modes }, variance).flatMap((m) => m.eigenvalues),
    );
    expect(distinctPoints(modes, 1e-6)).toHaveLength(3);
  });
});

describe('the ascent inequality (L5)', () => {
  const uniform = uniformSource(51);
  const target = mixtureTarget(
    Array.from({ length: 10 }, () => ({
      weight: 0.1,
      mean: [4 * uniform() - 2, 4 * uniform() - 2] as const,
      variance: 0.25,
    })),
  );
  const gaps = (ratio: number): number[] =>
    Array.from({ length: 2000 }, () => ascentGap(target, 8 * uniform() - 4, 8 * uniform() - 4, ratio * 0.25, 0.25));

  it.each([0.25, 1, 1.5, 1.99])('holds at 2000 points for γ = %d h²', (ratio) => {
    expect(Math.min(...gaps(ratio))).toBeGreaterThanOrEqual(-1e-9);
  });

  it('is an equality on a Gaussian, and can fail with a floor that is too large', () => {
    const single = mixtureTarget([{ weight: 1, mean: [0, 0], variance: 0.25 }]);
    expect(ascentGap(single, 0.7, -0.4, 0.3, 0.25)).toBeCloseTo(0, 12);
    expect(ascentGap(single, 0.7, -0.4, 0.3, 0.5)).toBeLessThan(-0.1);
    expect(ascentSlack(-9)).toBeCloseTo(1e-4, 16);
  });
});

describe('ends of ascents', () => {
  const single = mixtureTarget([{ weight: 1, mean: [1, 2], variance: 0.5 }]);

  it('are reached at 1.9 σ² and not at 2.1 σ² (L3)', () => {
    const [x, y] = ascentEnd(single, [4, 4], 0.95) ?? [NaN, NaN];
    expect(Math.hypot(x - 1, y - 2)).toBeLessThan(1e-13);
    const away = ascentPath(single, [1.001, 2], 1.05, 400);
    expect(Math.abs(away[800] - 1)).toBeGreaterThan(1e12);
    expect(ascentEnd(single, [4, 4], 1.05, { most: 1000 })).toBeUndefined();
  });
});
