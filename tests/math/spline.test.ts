import { expect, test } from 'vitest';
import { naturalSpline } from '../../src/math/spline';

test('goes through its knots, and is smooth between them', () => {
  const xs = Array.from({ length: 33 }, (_, i) => -3 + (6 * i) / 32);
  const spline = naturalSpline(xs, xs.map(Math.sin));
  for (const x of xs) expect(spline(x)).toBeCloseTo(Math.sin(x), 14);
  // Natural ends err by the curvature there, which fades by 2 + √3 from knot to knot; inside the error is h⁴/384 of the fourth derivative.
  for (let x = -1.5; x < 1.5; x += 0.01) expect(Math.abs(spline(x) - Math.sin(x))).toBeLessThan(2e-5);
});

test('a straight line stays one, and beyond the ends nothing is made up', () => {
  const spline = naturalSpline([0, 1, 3], [1, 3, 7]);
  expect(spline(2.2)).toBeCloseTo(5.4, 14);
  expect([spline(-1), spline(9), naturalSpline([0, 2], [1, 2])(1)]).toEqual([1, 7, 1.5]);
});
