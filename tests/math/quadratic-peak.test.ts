// The place of a maximum, of a curve that is seen at some places and with errors.
import { expect, test } from 'vitest';
import { quadraticPeak } from '../../src/math/quadratic-peak';

const xs = Array.from({ length: 41 }, (_, i) => i / 40);

test('a parabola has its own vertex, wherever it is seen', () => {
  const ys = xs.map((x) => 3 - 5 * (x - 0.37) ** 2);
  expect(quadraticPeak(xs, ys, -0.4)).toBeCloseTo(0.37, 12);
  const some = [0.2, 0.3, 0.35, 0.6, 0.61];
  expect(
    quadraticPeak(
      some,
      some.map((x) => 3 - 5 * (x - 0.37) ** 2),
      -9,
    ),
  ).toBeCloseTo(0.37, 12);
});

test('nothing where there is no maximum, or where too little of it was seen', () => {
  const rising = xs.map((x) => x * x);
  expect(quadraticPeak(xs, rising, -0.5)).toBeUndefined();
  const peak = xs.map((x) => -((x - 0.5) ** 2));
  expect(quadraticPeak(xs.slice(0, 4), peak.slice(0, 4), -1)).toBeUndefined();
  expect(quadraticPeak([], [], -1)).toBeUndefined();
  expect(
    quadraticPeak(
      xs,
      peak.map((y, i) => (i % 2 ? y : Number.NEGATIVE_INFINITY)),
      -0.1,
    ),
  ).toBeCloseTo(0.5, 9);
});
