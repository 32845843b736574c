import { expect, test } from 'vitest';
import { nonFiniteRows } from '../../src/math/vectors';

test('a row counts once, whatever of it is not finite', () => {
  const places = [0, 0, Number.NaN, 1, 2, 2];
  const heights = [1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  expect(nonFiniteRows(3, [places, heights])).toBe(2);
  expect(nonFiniteRows(3, [[0, 0, 1, 1, 2, 2]])).toBe(0);
});
