import { describe, expect, test } from 'vitest';
import { PointLattice } from '../../src/math/point-lattice';
import { drawPoints } from '../../src/data/synthetic';

function drawn(id: 'moons' | 'mixture', count: number): Float32Array {
  const points = new Float32Array(2 * count);
  drawPoints(id, points, 2, 5, 0, count);
  return points;
}

function moments(values: ArrayLike<number>): readonly [number, number] {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i += 2) {
    sum += values[i];
    squares += values[i] ** 2;
  }
  const mean = (2 * sum) / values.length;
  return [mean, (2 * squares) / values.length - mean * mean];
}

describe('a point set on a lattice', () => {
  const sigma = 0.2;
  const points = drawn('mixture', 4000);
  const lattice = new PointLattice(points, sigma);
  const { shares, columns, xs } = lattice;

  test('keeps mass and mean, and adds to the variance what the kernel is made narrower by', () => {
    let [mass, first, second] = [0, 0, 0];
    shares.forEach((share, at) => {
      mass += share;
      first += share * xs[at % columns];
      second += share * xs[at % columns] ** 2;
    });
    const [mean, variance] = moments(points);
    expect(mass).toBeCloseTo(1, 12);
    expect(first).toBeCloseTo(mean, 12);
    // t(1 − t)h² of a share t that is spread evenly: mean h²/6, deviation h²/13 over 4000 points.
    const h = xs[1] - xs[0];
    expect(Math.abs(second - first * first - variance - (h * h) / 6)).toBeLessThan((5 * h * h) / 13 / Math.sqrt(4000));
    expect(lattice.variances[0]).toBeCloseTo(sigma * sigma - (h * h) / 6, 12);
  });

  test('is a quarter of a bandwidth apart, but not larger than a thousand nodes each way', () => {
    expect(xs[1] - xs[0]).toBeLessThanOrEqual(sigma / 4);
    const fine = new PointLattice(points, 1e-3);
    expect([fine.columns, fine.rows]).toEqual([1024, 1024]);
    expect(fine.variances[0]).toBeGreaterThan(0);
  });

  test('has its peaks at the three bumps of the mixture, the highest first', () => {
    const wide = new PointLattice(points, 0.5);
    const peaks = wide.peaks(3);
    const bumps = [
      [-1.5, 0],
      [1, 1],
      [1, -1.5],
    ];
    for (const [x, y] of bumps) expect(Math.min(...peaks.map(([u, v]) => Math.hypot(u - x, v - y)))).toBeLessThan(0.35);
    expect(wide.peaks(1)).toEqual(peaks.slice(0, 1));
  });
});

test('points in one place, and points on a line, have a lattice too', () => {
  const one = new PointLattice(Float32Array.of(2, 3, 2, 3), 0.1);
  expect(one.peaks(5)).toEqual([[2, 3]]);
  const line = new PointLattice(Float32Array.of(0, 1, 4, 1), 0.5);
  expect(line.rows).toBe(2);
  expect(line.shares.reduce((sum, share) => sum + share, 0)).toBe(1);
});
