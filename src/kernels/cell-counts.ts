// How many chains stand in each cell of a grid; none is lost.
import { defineKernel, type Kernel } from '../compute/kernel';

export type CellCountsParams = {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  columns: number;
  rows: number;
};

/**
 * Arrays: `positions` f32 [chains, 2]; `counts` u32 [rows·columns + 2], which grows, so clear it first: the cells
 * [rows, columns] from the lower left corner of the half-open box [min, max), then the chains outside the box, then
 * those that are not finite. One thread a chain; what is added sums to `threads` exactly.
 */
export const cellCounts: Kernel<CellCountsParams> = defineKernel<CellCountsParams>({
  name: 'cellCounts',
  module: 'kernels/cell-counts',
  params: { minX: -1, minY: -1, maxX: 1, maxY: 1, columns: 1, rows: 1 },
  reference(arrays, params, threads) {
    const { positions, counts } = arrays as { positions: Float64Array; counts: Uint32Array };
    for (let chain = 0; chain < threads; chain++)
      counts[slotOf(positions[2 * chain], positions[2 * chain + 1], params)]++;
  },
});

function slotOf(x: number, y: number, { minX, minY, maxX, maxY, columns, rows }: CellCountsParams): number {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return rows * columns + 1;
  if (x < minX || y < minY || x >= maxX || y >= maxY) return rows * columns;
  const column = Math.min(Math.floor(((x - minX) / (maxX - minX)) * columns), columns - 1);
  const row = Math.min(Math.floor(((y - minY) / (maxY - minY)) * rows), rows - 1);
  return row * columns + column;
}
