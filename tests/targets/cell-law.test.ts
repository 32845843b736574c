import { describe, expect, it } from 'vitest';
import { cellLaw, marginalDensities, type CellLaw } from '../../src/targets/cell-law';
import { normalCdf } from '../../src/math/special';
import type { Box, Component, Target } from '../../src/targets/target';

type GridTarget = Parameters<typeof cellLaw>[0];

const total = ({ probabilities, outside }: CellLaw): number => probabilities.reduce((a, b) => a + b, 0) + outside;
const square = (half: number): Box => ({ minX: -half, maxX: half, minY: -half, maxY: half });
const log2Pi = Math.log(2 * Math.PI);

const gaussian = (covariance: Component['covariance']): GridTarget => ({
  logDensity: (x, y) => {
    const [xx, xy, yy] = covariance;
    const determinant = xx * yy - xy * xy;
    return (-0.5 * (yy * x * x - 2 * xy * x * y + xx * y * y)) / determinant - log2Pi - 0.5 * Math.log(determinant);
  },
  hessian: () => {
    const [xx, xy, yy] = covariance;
    const determinant = xx * yy - xy * xy;
    return [-yy / determinant, xy / determinant, -xx / determinant];
  },
  modes: [[0, 0]],
  mass: 1,
  components: [{ weight: 1, mean: [0, 0], covariance }],
});

/** x ~ N(0, 4), y given x ~ N(0, e^x): the funnel, whose neck is 1/20 of a cell wide at x = −6. */
const funnel: GridTarget = {
  logDensity: (x, y) => -(x * x) / 8 - 0.5 * Math.log(4) - 0.5 * x - 0.5 * y * y * Math.exp(-x) - log2Pi,
  hessian: (x, y) => [-0.25 - 0.5 * y * y * Math.exp(-x), y * Math.exp(-x), -Math.exp(-x)],
  modes: [[-2, 0]],
  mass: 1,
};

const ring: GridTarget = {
  logDensity: (x, y) =>
    -0.5 * ((Math.hypot(x, y) - 3) / 0.05) ** 2 - Math.log(2 * Math.PI * 3 * 0.05 * Math.sqrt(2 * Math.PI)),
  hessian: () => [-400, 0, 0],
  modes: [[3, 0]],
  mass: 1,
};

const eight: Component[] = Array.from({ length: 8 }, (_, k) => ({
  weight: 1 / 8,
  mean: [3 * Math.cos((k * Math.PI) / 4), 3 * Math.sin((k * Math.PI) / 4)],
  covariance: [0.04, 0, 0.04],
}));

const withoutComponents = ({ logDensity, hessian, modes, mass }: GridTarget): GridTarget => ({
  logDensity,
  hessian,
  modes,
  mass,
});

describe('cell probabilities', () => {
  it('of Gaussians are exact, with the outside', () => {
    const law = cellLaw(gaussian([1, 0, 4]), square(2), 4, 2);
    const inX = normalCdf(-1) - normalCdf(-2);
    const inY = 0.5 - normalCdf(-1);
    expect(law.probabilities[0]).toBeCloseTo(inX * inY, 14);
    expect(law.probabilities[5]).toBeCloseTo((0.5 - normalCdf(-1)) * inY, 14);
    expect(law.outside).toBeCloseTo(1 - (1 - 2 * normalCdf(-2)) * (1 - 2 * normalCdf(-1)), 13);
    expect(total(law)).toBeCloseTo(1, 14);
  });

  it.each([
    ['an oblique Gaussian', gaussian([1, 0.9, 1])],
    ['a narrow Gaussian', gaussian([1e-4, 0, 1e-4])],
  ])('%s by quadrature alone agrees with the error functions', (_, target) => {
    const exact = cellLaw(target, square(4), 32, 32);
    const numeric = cellLaw(withoutComponents(target), square(4), 32, 32);
    exact.probabilities.forEach((p, i) => expect(Math.abs(numeric.probabilities[i] - p)).toBeLessThan(1e-8));
    expect(Math.abs(numeric.outside - exact.outside)).toBeLessThan(1e-6);
  });

  it('of the funnel have the marginal of its x', () => {
    const law = cellLaw(funnel, { minX: -8, maxX: 4, minY: -40, maxY: 40 }, 64, 64);
    const { x } = marginalDensities(law);
    // y reaches beyond the box only for large x: at x < 0 by 40 deviations.
    for (let i = 0; i < 42; i++) {
      const [low, high] = [-8 + (12 * i) / 64, -8 + (12 * (i + 1)) / 64];
      const mass = normalCdf(high / 2) - normalCdf(low / 2);
      expect(Math.abs(x[i] * (12 / 64) - mass)).toBeLessThan(1e-6);
    }
    expect(total(law)).toBeCloseTo(1, 12);
  });

  it('of a thin ring sum to its mass and turn with it', () => {
    const law = cellLaw(ring, square(4), 64, 64);
    expect(law.outside).toBeLessThan(1e-6);
    law.probabilities.forEach((p, cell) => {
      const [i, j] = [cell % 64, Math.floor(cell / 64)];
      expect(Math.abs(p - law.probabilities[i * 64 + (63 - j)])).toBeLessThan(2e-8);
    });
  });

  it('take less than 60 ms for eight modes on 64 × 64, and for 333 centres', () => {
    const target = { ...ring, components: eight };
    const centres = Array.from({ length: 333 }, (_, k): Component => {
      return { weight: 1 / 333, mean: [2 * Math.sin(k), 2 * Math.cos(7 * k)], covariance: [0.09, 0, 0.09] };
    });
    for (const components of [eight, centres]) {
      cellLaw({ ...target, components }, square(4), 64, 64);
      const times = [1, 2, 3].map(() => {
        const before = performance.now();
        cellLaw({ ...target, components }, square(4), 64, 64);
        return performance.now() - before;
      });
      expect(Math.min(...times)).toBeLessThan(60);
    }
  });
});

describe('tempered laws', () => {
  it('of one Gaussian are that Gaussian with covariance T Σ', () => {
    const warm = cellLaw(gaussian([1, 0.3, 0.5]), square(3), 16, 16, 2);
    const direct = cellLaw(gaussian([2, 0.6, 1]), square(3), 16, 16);
    warm.probabilities.forEach((p, i) => expect(p).toBeCloseTo(direct.probabilities[i], 12));
  });

  it.each([0.3, 1.7])('of a Gaussian by quadrature at T = %d, with its outside', (temperature) => {
    const numeric = cellLaw(withoutComponents(gaussian([1, 0.3, 0.5])), square(3), 24, 24, temperature);
    const exact = cellLaw(gaussian([1, 0.3, 0.5]), square(3), 24, 24, temperature);
    exact.probabilities.forEach((p, i) => expect(Math.abs(numeric.probabilities[i] - p)).toBeLessThan(1e-6));
    expect(Math.abs(numeric.outside - exact.outside)).toBeLessThan(1e-5);
  });

  it('of unequal modes shift the weights to the heavier when cold', () => {
    const components = eight.map((c, k) => ({ ...c, weight: k === 0 ? 0.3 : 0.1 }));
    const share = (temperature: number): number => {
      const { probabilities } = cellLaw({ ...ring, components }, square(4), 64, 64, temperature);
      return probabilities.reduce(
        (sum, p, i) => (i % 64 > 46 && Math.abs(Math.floor(i / 64) - 31.5) < 8 ? sum + p : sum),
        0,
      );
    };
    // Equal widths and hardly any overlap: the shares are w^{1/T}.
    expect(share(0.5)).toBeCloseTo(0.09 / (0.09 + 7 * 0.01), 6);
    expect(share(2)).toBeCloseTo(Math.sqrt(0.3) / (Math.sqrt(0.3) + 7 * Math.sqrt(0.1)), 3);
  });

  it('of a mixture equal those of its density alone', () => {
    const logDensity: Target['logDensity'] = (x, y) => {
      const squares = eight.map(({ mean }) => -((x - mean[0]) ** 2 + (y - mean[1]) ** 2) / 0.08);
      const top = Math.max(...squares);
      return top + Math.log(squares.reduce((sum, s) => sum + Math.exp(s - top), 0) / (8 * 2 * Math.PI * 0.04));
    };
    const plain: GridTarget = {
      logDensity,
      hessian: () => [-25, 0, -25],
      modes: eight.map(({ mean }) => mean),
      mass: 1,
    };
    const numeric = cellLaw(plain, square(4), 32, 32, 0.5);
    const products = cellLaw({ ...plain, components: eight }, square(4), 32, 32, 0.5);
    products.probabilities.forEach((p, i) => expect(Math.abs(numeric.probabilities[i] - p)).toBeLessThan(1e-6));
  });

  it('do not exist at temperature 0', () => {
    expect(() => cellLaw(gaussian([1, 0, 1]), square(3), 8, 8, 0)).toThrow(/temperature: 0/);
  });
});

describe('marginals', () => {
  it('are densities of the part inside', () => {
    const { x, y } = marginalDensities(cellLaw(gaussian([1, 0, 4]), square(10), 200, 100));
    expect(x[100]).toBeCloseTo((normalCdf(0.1) - 0.5) / 0.1, 5);
    expect(x.reduce((sum, value) => sum + value * 0.1, 0)).toBeCloseTo(1, 5);
    expect(y.reduce((sum, value) => sum + value * 0.2, 0)).toBeCloseTo(1, 5);
  });
});
