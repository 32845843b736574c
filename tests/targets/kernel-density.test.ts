// Above 512 points a kernel density is no list of components any more; it has to be the same density.
import { describe, expect, test } from 'vitest';
import { drawPoints } from '../../src/data/synthetic';
import { uniformSource } from '../../src/math/random';
import { mixtureTarget } from '../../src/targets/components';
import { kernelDensity, MOST_LISTED } from '../../src/targets/kernel-density';

const COUNT = MOST_LISTED + 1;
const SIGMA = 0.3;
const points = new Float32Array(2 * COUNT);
drawPoints('moons', points, 2, 3, 0, COUNT);

const many = kernelDensity({ id: 'data', label: 'Data', points, sigma: SIGMA });
const listed = mixtureTarget({
  id: 'data',
  label: 'Data',
  modules: {},
  components: Array.from({ length: COUNT }, (_, i) => ({
    weight: 1 / COUNT,
    mean: [points[2 * i], points[2 * i + 1]] as const,
    covariance: [SIGMA ** 2, 0, SIGMA ** 2] as const,
  })),
});

const PLACES = [
  [0, 0],
  [0.7, -0.4],
  [-2.5, 1.75],
  [40, 3],
] as const;

describe('more points than are listed', () => {
  test('up to 512 points are components, more are kernels', () => {
    const few = kernelDensity({ id: 'data', label: 'Data', points: points.slice(0, 2 * MOST_LISTED), sigma: SIGMA });
    expect([few.components?.length, few.kernels]).toEqual([MOST_LISTED, undefined]);
    expect([many.components, many.kernels]).toEqual([undefined, { points, sigma: SIGMA }]);
  });

  test.each(PLACES)('the same density at (%d, %d), as it is and smoothed', (x, y) => {
    expect(many.logDensity(x, y)).toBeCloseTo(listed.logDensity(x, y), 9);
    expect(many.smoothedLogDensity(x, y, 0.25)).toBeCloseTo(listed.smoothedLogDensity(x, y, 0.25), 9);
    many.score(x, y).forEach((value, i) => expect(value).toBeCloseTo(listed.score(x, y)[i], 8));
    many
      .smoothedScore(x, y, 0.25)
      .forEach((value, i) => expect(value).toBeCloseTo(listed.smoothedScore(x, y, 0.25)[i], 8));
    many.hessian(x, y).forEach((value, i) => expect(value).toBeCloseTo(listed.hessian(x, y)[i], 7));
  });

  test('the same domain, curvature and modes', () => {
    expect(many.domain).toEqual(listed.domain);
    expect(many.curvatureFloor).toBeCloseTo(listed.curvatureFloor ?? 0, 12);
    expect(many.modes.length).toBe(listed.modes.length);
    for (const [x, y] of listed.modes) {
      const nearest = Math.min(...many.modes.map(([u, v]) => Math.hypot(u - x, v - y)));
      expect(nearest).toBeLessThan(1e-6);
    }
  });

  test('draws from itself', () => {
    const uniform = uniformSource(11);
    const draws = 20_000;
    let [sum, squares] = [0, 0];
    for (let i = 0; i < draws; i++) {
      const [x] = many.sample(uniform);
      sum += x;
      squares += x * x;
    }
    const xs = points.filter((_, i) => i % 2 === 0);
    const mean = xs.reduce((total, x) => total + x, 0) / COUNT;
    const variance = xs.reduce((total, x) => total + (x - mean) ** 2, 0) / COUNT + SIGMA ** 2;
    expect(Math.abs(sum / draws - mean)).toBeLessThan(5 * Math.sqrt(variance / draws));
    // The fourth moment of a density between two points and a normal law: at most 3 variance², so √2 variance/√n.
    expect(Math.abs(squares / draws - (sum / draws) ** 2 - variance)).toBeLessThan(5 * variance * Math.sqrt(2 / draws));
  });

  test('refuses a negative smoothing', () => {
    expect(() => many.smoothedScore(0, 0, -1)).toThrow(RangeError);
  });
});
