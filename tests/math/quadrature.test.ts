import { describe, expect, it } from 'vitest';
import { gaussLegendre, integrate } from '../../src/math/quadrature';

const square = { minX: -1, maxX: 1, minY: 0, maxY: 1 };
const never = (): boolean => false;

describe('Gauss–Legendre rules', () => {
  it.each([1, 2, 3, 5, 8, 16])('of %d nodes are exact to degree 2n − 1', (n) => {
    const { nodes, weights } = gaussLegendre(n);
    for (let degree = 0; degree < 2 * n; degree++) {
      const sum = nodes.reduce((total, node, i) => total + weights[i] * node ** degree, 0);
      expect(sum).toBeCloseTo(1 / (degree + 1), 13);
    }
    const beyond = nodes.reduce((total, node, i) => total + weights[i] * node ** (2 * n), 0);
    if (n < 5) expect(Math.abs(beyond * (2 * n + 1) - 1)).toBeGreaterThan(1e-6);
  });
});

describe('adaptive integration', () => {
  it('meets its tolerance on a kink and on a narrow ridge', () => {
    const kink = integrate((x) => Math.abs(x - 0.3), square, 1e-8, never);
    expect(kink).toBeCloseTo((1.3 ** 2 + 0.7 ** 2) / 2, 6);
    const ridge = integrate((x, y) => Math.exp(-0.5 * ((x - y) / 0.04) ** 2), square, 1e-9, never);
    // The end of the ridge at (1, 1) is cut: a triangle of 0.04².
    expect(ridge).toBeCloseTo(0.04 * Math.sqrt(2 * Math.PI) - 0.04 ** 2, 7);
  });

  it('misses a needle unless told where it is', () => {
    const [x0, y0, width] = [0.1234, 0.4321, 5e-3];
    const needle = (x: number, y: number): number => Math.exp(-((x - x0) ** 2 + (y - y0) ** 2) / (2 * width * width));
    const exact = 2 * Math.PI * width * width;
    expect(integrate(needle, square, 1e-12, never)).toBeLessThan(0.01 * exact);
    const found = integrate(needle, square, 1e-14, ({ minX, maxX, minY, maxY }) => {
      return minX <= x0 && x0 <= maxX && minY <= y0 && y0 <= maxY && maxX - minX > 2 * width;
    });
    expect(Math.abs(found / exact - 1)).toBeLessThan(1e-5);
  });
});
