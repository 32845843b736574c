import { describe, expect, it } from 'vitest';
import { normalSource } from '../support/normals';
import { goldenCase } from '../support/langevin-golden';
import {
  malaAcceptance,
  malaAcceptanceLine,
  malaAcceptanceRound,
} from '../../src/math/mala-acceptance';

/** [mean of min(1, r), share of r > 1], each with its standard error, on a Gaussian of ratios γ/λᵢ. */
function simulate(ratios: readonly [number, number], n: number) {
  const normal = normalSource(21);
  let [sum, squares, above] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    let log = 0;
    for (const g of ratios) {
      const x = normal();
      const y = (1 - g) * x + Math.sqrt(2 * g) * normal();
      log += (g / 4) * (x * x - y * y);
    }
    const accepted = Math.min(1, Math.exp(log));
    sum += accepted;
    squares += accepted * accepted;
    above += log > 0 ? 1 : 0;
  }
  const [mean, share] = [sum / n, above / n];
  return {
    mean,
    error: Math.sqrt((squares / n - mean * mean) / n),
    share,
    shareError: Math.sqrt((share * (1 - share)) / n),
  };
}

describe('stationary acceptance of MALA', () => {
  it('golden values in one dimension (L9), and as the limit of two', () => {
    const golden = goldenCase('mala_gaussian_acceptance');
    const ratios = golden.input('gamma_over_sigma2');
    golden.expect('acceptance', ratios.map(malaAcceptanceLine));
    golden.expect(
      'acceptance',
      ratios.map((ratio) => malaAcceptance(ratio, 0)),
    );
  });

  // Quadrature with thirty digits of the same one-dimensional integral, by another library.
  it.each([
    [1, 0.5, 0.7565821215563491],
    [0.1, 0.1, 0.988820358818241],
    [2, 0.01, 0.4999996623051682],
    [1, 1e-6, 0.7836531040612145],
    [4, 0.3, 0.2149530789042435],
    [0.0625, 1e-4, 0.9964831750887768],
  ])('quadrature at γ/λ = %d, %d', (first, second, wanted) => {
    expect(malaAcceptance(first, second)).toBeCloseTo(wanted, 13);
    expect(malaAcceptance(second, first)).toBe(malaAcceptance(first, second));
  });

  it('tends to the closed form for equal directions', () => {
    for (const ratio of [1e-4, 0.1, 1, 3, 20]) {
      expect(malaAcceptance(ratio, ratio * (1 + 1e-12))).toBeCloseTo(malaAcceptanceRound(ratio), 11);
      expect(malaAcceptanceRound(ratio)).toBeCloseTo(1 - Math.sqrt((ratio / 2) ** 3 / (1 + (ratio / 2) ** 3)), 14);
    }
  });

  it.each([
    [1, 1],
    [0.7, 0.2],
    [1.5, 0.01],
  ] as const)('agrees with draws at γ/λ = %d, %d, and E min(1, r) = 2 P(r > 1)', (first, second) => {
    const exact = malaAcceptance(first, second);
    const { mean, error, share, shareError } = simulate([first, second], 200_000);
    expect(Math.abs(mean - exact)).toBeLessThan(5 * error);
    expect(Math.abs(2 * share - exact)).toBeLessThan(10 * shareError);
  });

  it('lies in [0, 1] and falls in both ratios from tiny to huge', () => {
    const ratios = [0, 1e-8, 1e-4, 0.01, 0.1, 0.5, 1, 2, 10, 100, 1e4];
    for (const other of ratios) {
      const values = ratios.map((ratio) => malaAcceptance(ratio, other));
      values.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(i === 0 ? 1 : values[i - 1] + 1e-13);
      });
    }
    expect(malaAcceptance(0, 0)).toBe(1);
    expect(() => malaAcceptance(-1, 1)).toThrow(RangeError);
    expect(() => malaAcceptance(NaN, 1)).toThrow(/ratio: NaN/);
  });
});
