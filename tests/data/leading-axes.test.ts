import { expect, test } from 'vitest';
import { turnToLeadingAxes } from '../../src/data/leading-axes';

test('turned points are as far from each other as before, and come back as they were', () => {
  const values = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i * i) + (i % 6 === 4 ? 3 * Math.cos(i) : 0));
  const { points, back } = turnToLeadingAxes(values, 6);
  const apart = (of: ArrayLike<number>, i: number, k: number): number =>
    Math.hypot(...Array.from({ length: 6 }, (_, j) => of[6 * i + j] - of[6 * k + j]));
  for (let i = 1; i < 10; i++) {
    expect(apart(points, 0, i)).toBeCloseTo(apart(values, 0, i), 5);
    back(points.subarray(6 * i, 6 * i + 6)).forEach((value, j) => expect(value).toBeCloseTo(values[6 * i + j], 5));
  }
  const variance = (j: number): number => points.reduce((sum, value, i) => sum + (i % 6 === j ? value ** 2 : 0), 0);
  for (let j = 2; j < 6; j++) expect(variance(1)).toBeGreaterThanOrEqual(variance(j) * (1 - 1e-6));
  expect(variance(0)).toBeGreaterThanOrEqual(variance(1));
});
