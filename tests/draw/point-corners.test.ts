import { expect, it } from 'vitest';
import { pointCorners } from '../../src/draw/point-corners';

it('pointCorners writes every particle three times', () => {
  const corners = new Float64Array(12);
  pointCorners.reference({ positions: Float64Array.from([1, 2, 3, 4]), corners }, {}, 2);
  expect([...corners]).toEqual([1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4]);
});
