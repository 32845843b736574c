import { describe, expect, test } from 'vitest';
import { drawPoints } from '../../src/data/synthetic';
import { cellLaw, marginalDensities } from '../../src/targets/cell-law';
import { massOfKernels } from '../../src/targets/point-cells';
import { massRightOf } from '../../src/targets/mixture-line';
import { kernelDensity } from '../../src/targets/kernel-density';
import type { Component } from '../../src/targets/target';

const COUNT = 700;
const points = new Float32Array(2 * COUNT);
drawPoints('spiral', points, 2, 9, 0, COUNT);

function listedAt(sigma: number): Component[] {
  return Array.from({ length: COUNT }, (_, i) => ({
    weight: 1 / COUNT,
    mean: [points[2 * i], points[2 * i + 1]] as const,
    covariance: [sigma ** 2, 0, sigma ** 2] as const,
  }));
}

/** KL in nats between two laws of the same cells. */
function divergence(p: Float64Array, q: Float64Array): number {
  return p.reduce((sum, value, i) => (value > 0 ? sum + value * Math.log(value / Math.max(q[i], 1e-300)) : sum), 0);
}

// A histogram of a million chains over 4096 cells has a divergence of 2e-3 from its own law: a hundredth of it is not seen.
const UNSEEN = 2e-5;

describe.each([0.05, 0.2, 1])('the law of the cells at σ = %d', (sigma) => {
  const many = kernelDensity({ id: 'data', label: 'Data', points, sigma });
  const components = listedAt(sigma);

  test('is that of the points one by one', () => {
    const law = cellLaw(many, many.domain, 64, 64);
    const exact = cellLaw({ ...many, components, kernels: undefined } as never, many.domain, 64, 64);
    expect(divergence(exact.probabilities, law.probabilities)).toBeLessThan(UNSEEN);
    expect(law.outside).toBeCloseTo(exact.outside, 4);
    const [one, other] = [marginalDensities(law), marginalDensities(exact)];
    // A marginal is the sum over a line of cells: errors of single points average out.
    const top = Math.max(...other.x, ...other.y);
    for (const axis of ['x', 'y'] as const)
      one[axis].forEach((value, i) => expect(Math.abs(value - other[axis][i])).toBeLessThan(2e-3 * top));
  });

  test.each([0.25, 2.25])('at temperature %d too', (temperature) => {
    // By adaptive quadrature of the exact density, which a coarse grid makes affordable.
    const [columns, rows] = sigma < 0.1 ? [40, 2] : [16, 16];
    const box = sigma < 0.1 ? { minX: -2, maxX: 0, minY: 0, maxY: 0.1 } : many.domain;
    const law = cellLaw(many, box, columns, rows, temperature);
    const plain = { ...many, components: undefined, kernels: undefined } as never;
    const exact = cellLaw(plain, box, columns, rows, temperature);
    const [inside, exactInside] = [law, exact].map(({ outside }) => 1 - outside) as [number, number];
    const shares = (of: Float64Array, whole: number): Float64Array => of.map((value) => value / whole);
    const distance = divergence(shares(exact.probabilities, exactInside), shares(law.probabilities, inside));
    // At a low temperature what a single point contributes counts more than once.
    expect(distance).toBeLessThan(temperature < 1 ? 10 * UNSEEN : UNSEEN);
  });

  test('and the mass right of 0 is that of the components', () => {
    expect(massOfKernels({ points, sigma })).toBeCloseTo(massRightOf(components), 10);
  });
});
