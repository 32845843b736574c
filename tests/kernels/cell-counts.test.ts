import { expect, it } from 'vitest';
import { cellCounts } from '../../src/kernels/cell-counts';

it('counts into rows from the lower left corner; edges belong to the cell above them', () => {
  const positions = Float64Array.of(0, 0, 0.99, 0, 1, 0, 0, 1, 1.5, 1.5, 2, 0, 0, 2, -0.01, 0, NaN, 0, 0, -Infinity);
  const counts = new Uint32Array(6);
  cellCounts.reference({ positions, counts }, { minX: 0, minY: 0, maxX: 2, maxY: 2, columns: 2, rows: 2 }, 10);
  expect([...counts]).toEqual([2, 1, 1, 1, 3, 2]);
});
