// The law on a lattice against the closed form on a Gaussian, and against symmetry and finer steps elsewhere.
import { describe, expect, it } from 'vitest';
import { advanceLaw } from '../../src/math/gaussian-law';
import { cellLaw } from '../../src/targets/cell-law';
import type { Grid } from '../../src/targets/product-cells';
import { mixtureCells } from '../../src/targets/product-cells';
import { PlaneLaw } from '../../src/targets/plane-law';
import { startLaw, type Start } from '../../src/math/start-law';
import { kernelDensity } from '../../src/targets/kernel-density';
import { createTarget } from '../../src/targets/registry';

const grid = (side: number): Grid => ({
  box: { minX: -side, maxX: side, minY: -side, maxY: side },
  columns: 24,
  rows: 24,
});

function followed(law: PlaneLaw, steps: number): PlaneLaw {
  while (!law.follow(steps, 1e8)) {
    /* the next call goes on */
  }
  return law;
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('the law in the plane (L12)', () => {
  it.each([0, 3, 40])('is the closed form on a Gaussian after %d more steps', (steps) => {
    const target = createTarget('gaussian', { sigmaX: 1, sigmaY: 0.5, angle: 30 });
    const start: Start = { kind: 'normal', x: 1, y: -0.5, scale: 0.8 };
    const [gamma, noise] = [0.15, 0.9];
    const covariance = target.components?.[0]?.covariance ?? [1, 0, 1];
    const exact = advanceLaw(startLaw(start), { mean: [0, 0], covariance }, gamma, noise, steps + 1);
    const cells = followed(new PlaneLaw(target, start, gamma, noise), steps).cells(grid(5)).probabilities;
    const known = mixtureCells([{ weight: 1, mean: exact.mean, covariance: exact.covariance }], grid(5));
    expect(largest(cells.map((cell, i) => cell - (known[i] ?? 0)))).toBeLessThan(2e-6);
  });

  it.each([0, 1, 30])('follows chains from far away, without a lattice over the way, after %d more steps', (steps) => {
    const target = kernelDensity({ id: 'data', label: '', points: Float32Array.of(1e6, -1e6), sigma: 0.25 });
    const start: Start = { kind: 'normal', x: 0, y: 0, scale: 3 };
    const gamma = 0.02;
    const gaussian = { mean: [1e6, -1e6], covariance: [0.0625, 0, 0.0625] } as const;
    const { mean, covariance } = advanceLaw(startLaw(start), gaussian, gamma, 1, steps + 1);
    const box = { minX: mean[0] - 2, maxX: mean[0] + 2, minY: mean[1] - 2, maxY: mean[1] + 2 };
    const over: Grid = { box, columns: 24, rows: 24 };
    const cells = followed(new PlaneLaw(target, start, gamma, 1), steps).cells(over).probabilities;
    const known = mixtureCells([{ weight: 1, mean, covariance }], over);
    expect(largest(cells.map((cell, i) => cell - (known[i] ?? 0)))).toBeLessThan(2e-6);
  });

  it('is lost where the steps fling the chains ever farther out', () => {
    // Far from both points the multiplier is 1 − 10: the mode between them is flatter than they are.
    const target = kernelDensity({ id: 'data', label: '', points: Float32Array.of(-1, 0, 1, 0), sigma: 1 });
    const law = new PlaneLaw(target, { kind: 'point', x: 4, y: 0, scale: 1 }, 10, 1);
    expect(law.follow(200, 1e9)).toBe(false);
    expect(law.isLost).toBe(true);
  });

  it('stays the target’s where the steps are small, and keeps its symmetry', () => {
    const target = createTarget('mixture', { modes: 4, radius: 1.2, spread: 0.6 });
    const start: Start = { kind: 'uniform', x: 0, y: 0, scale: 2 };
    const law = followed(new PlaneLaw(target, start, 0.02, 1), 400).cells(grid(4));
    const p = cellLaw(target, law.box, 24, 24);
    const distance = law.probabilities.reduce((sum, q, i) => sum + Math.abs(q - (p.probabilities[i] ?? 0)), 0);
    // The bias of the step: variances are too large by γ/2σ² = .028.
    expect(distance).toBeLessThan(0.028);
    const turned = law.probabilities.map((_, i) => law.probabilities[24 * (23 - (i % 24)) + Math.floor(i / 24)] ?? 0);
    expect(largest(law.probabilities.map((q, i) => q - (turned[i] ?? 0)))).toBeLessThan(1e-7);
  });

  it('does not depend on how finely the way is asked for', () => {
    const target = createTarget('rings', { radius: 1.5, spread: 0.4 });
    const start: Start = { kind: 'point', x: 0.5, y: 0, scale: 0 };
    const pieces = new PlaneLaw(target, start, 0.05, 1);
    for (let n = 0; n <= 30; n++) while (!pieces.follow(n, 1)) expect(n).toBeGreaterThan(0);
    const whole = followed(new PlaneLaw(target, start, 0.05, 1), 30);
    expect(pieces.cells(grid(4))).toEqual(whole.cells(grid(4)));
  });
});
