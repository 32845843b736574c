import { expect, it } from 'vitest';
import { besides, jacobiansOf, rotationOf } from '../../src/math/field-slopes';
import { rowsOf } from '../../src/math/vectors';

it('finds the slopes of a linear field, and how much of them turns', () => {
  const places = [Float64Array.of(1, 2), Float64Array.of(-0.5, 0.25)];
  const field = (turn: number) =>
    rowsOf(besides(places, 0.4), 2).flatMap(([x, y]) => [-2 * x - turn * y, turn * x - y]);
  for (const matrix of jacobiansOf(field(3), 0.4))
    [-2, -3, 3, -1].forEach((slope, k) => expect(matrix[k]).toBeCloseTo(slope, 4));
  expect(rotationOf(jacobiansOf(field(0), 0.4))).toBeCloseTo(0, 4);
  expect(rotationOf(jacobiansOf(field(3), 0.4))).toBeCloseTo(6 / Math.sqrt(4 + 1 + 18), 4);
});
