import { describe, expect, it } from 'vitest';
import type { Component } from '../../src/targets/target';
import {
  basinBoundary,
  basinShare,
  lineLogDensity,
  lineScore,
  logPassageTime,
  massRightOf,
  meansLine,
  relaxationRate,
  residualShare,
  stationaryPoints,
  stepsUntilMixed,
  type MeansLine,
} from '../../src/targets/mixture-line';
import { normalSource } from '../support/normals';

const round = (weight: number, x: number, y: number, variance: number): Component => ({
  weight,
  mean: [x, y],
  covariance: [variance, 0, variance],
});

function line(...components: Component[]): MeansLine {
  const found = meansLine(components);
  if (!found) throw new Error('not a line');
  return found;
}

/** The target of L7 and, with modes at ±1.5, of L8. */
const pair = (m: number): Component[] => [round(0.8, -m, 0, 0.36), round(0.2, m, 0, 0.36)];

describe('the line of the means', () => {
  it('is found in any orientation, with positions along it', () => {
    const oblique = line(round(1, 1, 2, 0.5), round(3, 4, 6, 0.5), round(2, 2.5, 4, 0.5));
    expect(oblique.direction).toEqual([0.6, 0.8]);
    [2.2, 7.2, 4.7].forEach((position, i) => expect(oblique.positions[i]).toBeCloseTo(position, 12));
    [1 / 6, 1 / 2, 1 / 3].forEach((weight, i) => expect(oblique.weights[i]).toBeCloseTo(weight, 14));
    const [x, y] = oblique.origin;
    expect([x + 0.6 * 2.2, y + 0.8 * 2.2]).toEqual([expect.closeTo(1, 12), expect.closeTo(2, 12)]);
    expect(line(round(1, 0, 3, 1), round(1, 0, -1, 1)).direction).toEqual([0, 1]);
    expect(line(round(1, 3, 0, 1), round(1, -1, 0, 1)).direction[0]).toBe(1);
  });

  it('is refused to unequal, correlated or scattered components', () => {
    expect(meansLine([round(1, 0, 0, 1), round(1, 2, 0, 1.1)])).toBeUndefined();
    expect(meansLine([{ weight: 1, mean: [0, 0], covariance: [1, 0.2, 1] }])).toBeUndefined();
    expect(meansLine([round(1, 0, 0, 1), round(1, 2, 0, 1), round(1, 1, 1, 1)])).toBeUndefined();
    expect(meansLine([])).toBeUndefined();
  });

  it('has the derivative of its log density as score', () => {
    const target = line(...pair(2));
    for (const t of [-5, -2, 0.1, 1.9, 30]) {
      const slope = (lineLogDensity(target, t + 1e-5) - lineLogDensity(target, t - 1e-5)) / 2e-5;
      expect(lineScore(target, t)).toBeCloseTo(slope, 6);
    }
  });
});

describe('stationary points (L7)', () => {
  it('gives the share 0.483 of the specification', () => {
    const boundary = basinBoundary(line(...pair(2))) ?? NaN;
    const share = basinShare(line(...pair(2)), boundary, { kind: 'uniform', x: 0, y: 0, scale: 4 });
    expect(share).toBeCloseTo((4 - boundary) / 8, 12);
    expect(share).toBeCloseTo(0.483, 3);
    expect(lineScore(line(...pair(2)), boundary)).toBeCloseTo(0, 12);
  });

  it('gives the share 0.475 of L8', () => {
    const target = line(...pair(1.5));
    const share = basinShare(target, basinBoundary(target) ?? NaN, { kind: 'uniform', x: 0, y: 0, scale: 4 });
    expect(share).toBeCloseTo(0.475, 3);
  });

  it('finds two modes of equal Gaussians iff m > σ', () => {
    const kinds = (m: number): string[] =>
      stationaryPoints(line(round(0.5, -m, 0, 1), round(0.5, m, 0, 1))).map(({ kind }) => kind);
    expect(kinds(0.999)).toEqual(['mode']);
    expect(kinds(1.01)).toEqual(['mode', 'boundary', 'mode']);
    expect(kinds(300)).toEqual(['mode', 'boundary', 'mode']);
    expect(basinBoundary(line(round(0.5, -300, 0, 1), round(0.5, 300, 0, 1)))).toBeCloseTo(0, 9);
  });

  it('alternates on longer lines and knows the single mode', () => {
    const five = [-8, -4, 0, 4, 8].map((x, i) => round(i + 1, x, 2, 0.5));
    const points = stationaryPoints(line(...five));
    expect(points.map(({ kind }) => kind)).toEqual(Array.from({ length: 9 }, (_, i) => (i % 2 ? 'boundary' : 'mode')));
    expect(stationaryPoints(line(round(1, 3, 1, 0.2)))).toEqual([{ position: expect.closeTo(3, 12), kind: 'mode' }]);
    expect(basinBoundary(line(...five))).toBeUndefined();
  });
});

describe('true masses', () => {
  it('right of 0 (L8: 0.2037, L10: 0.25)', () => {
    expect(massRightOf(pair(1.5))).toBeCloseTo(0.2037, 4);
    expect(massRightOf([round(0.75, -4, 0, 0.25), round(0.25, 4, 0, 0.25)])).toBeCloseTo(0.25, 12);
    expect(massRightOf([{ weight: 2, mean: [1, 0], covariance: [4, 1, 1] }], 1)).toBe(0.5);
  });
});

describe('relaxation of the masses', () => {
  it('has the passage time of a single Gaussian in its known form', () => {
    // From 0 to b on N(0, 1): ∫₀ᵇ Φ(y)/φ(y) dy; for b = 1 this is 2.0934066496782 (thirty-digit quadrature).
    const single = line(round(1, 0, 0, 1));
    expect(Math.exp(logPassageTime(single, 0, 1))).toBeCloseTo(2.0934066496782, 9);
    // N(0, 1) at temperature 2 is N(0, 2) driven twice as fast: lengths /√2, drift unchanged.
    expect(logPassageTime(single, 0, Math.SQRT2, 2)).toBeCloseTo(logPassageTime(single, 0, 1), 9);
    expect(logPassageTime(single, 0, -1)).toBeCloseTo(logPassageTime(single, 0, 1), 12);
  });

  // Smallest nonzero eigenvalue of the generator on 4000 cells, by another library.
  it.each([
    [1.5, 0.1540088, 0.11],
    [2, 0.01919647, 0.02],
  ])('lies a little below the spectral gap: m = %d', (m, gap, within) => {
    const rate = relaxationRate(line(...pair(m))) ?? NaN;
    expect(rate).toBeLessThan(gap);
    expect(rate).toBeGreaterThan(gap * (1 - within));
  });

  it('agrees with simulated exchange', () => {
    const target = line(...pair(1.5));
    const rate = relaxationRate(target) ?? NaN;
    const final = massRightOf(pair(1.5));
    const normal = normalSource(31);
    const [n, step, steps] = [6000, 0.01, 1200];
    let right = 0;
    for (let i = 0; i < n; i++) {
      let t = 1.5;
      for (let k = 0; k < steps; k++) t += step * lineScore(target, t) + Math.sqrt(2 * step) * normal();
      if (t > 0) right++;
    }
    const left = residualShare(1, final, rate, step, steps);
    // The rate is known to 10 %, which the residual feels as e^{0.1 κγn}; then 5 standard errors.
    const model = left * (Math.exp(0.11 * rate * step * steps) - 1);
    expect(Math.abs(right / n - final - left)).toBeLessThan(model + 5 * Math.sqrt(0.25 / n));
    expect(right / n - final).toBeGreaterThan(5 * Math.sqrt(0.25 / n));
  });

  it('neither overflows at high barriers nor exists without two modes', () => {
    const far = line(round(0.5, -40, 0, 0.25), round(0.5, 40, 0, 0.25));
    expect(logPassageTime(far, -40, 40)).toBeGreaterThan(3000);
    expect(relaxationRate(far)).toBe(0);
    expect(stepsUntilMixed(1, 0.5, 0, 0.1, 0.01)).toBe(Infinity);
    expect(relaxationRate(line(round(1, 0, 0, 1)))).toBeUndefined();
  });

  it('counts the steps to a residual', () => {
    const steps = stepsUntilMixed(0.475, 0.2037, 0.139, 0.15, 0.001);
    expect(residualShare(0.475, 0.2037, 0.139, 0.15, steps)).toBeLessThanOrEqual(0.001);
    expect(residualShare(0.475, 0.2037, 0.139, 0.15, steps - 1)).toBeGreaterThan(0.001);
    expect(stepsUntilMixed(0.2, 0.2037, 0.139, 0.15, 0.01)).toBe(0);
  });
});
