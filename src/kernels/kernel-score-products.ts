// Sums of products of factors over a slice of points, for the nodes of a lattice. MATHS.md 3.3.
import { defineKernel, type Kernel } from '../compute/kernel';
import { LEAF_POINTS } from './cell-boxes';

export type KernelScoreProductsParams = {
  /** Patch of the first thread: a launch may hold a slice of the patches. */
  firstThread: number;
  firstPoint: number;
  /** Points of the slice. */
  points: number;
  columns: number;
  rows: number;
  /** First box of the last level: those of 32 points. */
  firstLeaf: number;
  /** Square of the distance from which on a point does not matter. */
  reach: number;
};

/** Nodes along a side of the patch of one thread. */
export const PATCH_SIDE = 4;

/**
 * Arrays: `data` f32 [all points, 2] in the order of their cells, `boxes` f32 [boxes, 2, 2] as cellBoxes leaves them; `axes` f32, the columns' x and then the rows' y, each filled up to a multiple of four;
 * `factors` f32 [points, axes' length] of the slice as kernelScoreFactors leaves them; `masses` f32 [rows, columns] and
 * `moments` f32 [rows, columns, 2], the sum of weight · (point − node), which grow, so clear them first; runs of 32 points that are out of reach of a patch are passed over. `firstPoint` is a multiple of 32. Launch
 * ⌈columns / 4⌉ · ⌈rows / 4⌉ threads or a slice of them.
 */
export const kernelScoreProducts: Kernel<KernelScoreProductsParams> = defineKernel<KernelScoreProductsParams>({
  name: 'kernelScoreProducts',
  module: 'kernels/kernel-score-products',
  params: { firstThread: 0, firstPoint: 0, points: 1, columns: 1, rows: 1, firstLeaf: 0, reach: 1 },
  reference(arrays, { firstThread, firstPoint, points, columns, rows, firstLeaf, reach }, threads) {
    const { data, axes, factors, boxes, masses, moments } = arrays as Record<string, Float64Array>;
    const across = Math.ceil(columns / PATCH_SIDE);
    const width = PATCH_SIDE * (across + Math.ceil(rows / PATCH_SIDE));
    for (let patch = firstThread; patch < firstThread + threads; patch++) {
      const left = PATCH_SIDE * (patch % across);
      const low = PATCH_SIDE * Math.floor(patch / across);
      for (let row = low; row < Math.min(low + PATCH_SIDE, rows); row++) {
        for (let column = left; column < Math.min(left + PATCH_SIDE, columns); column++) {
          const node = row * columns + column;
          for (let i = 0; i < points; i++) {
            const box = 4 * (firstLeaf + Math.floor((firstPoint + i) / LEAF_POINTS));
            const gapX = gapTo(axes, left, boxes[box], boxes[box + 1]);
            const gapY = gapTo(axes, PATCH_SIDE * across + low, boxes[box + 2], boxes[box + 3]);
            if (gapX * gapX + gapY * gapY > reach) continue;
            const weight = factors[i * width + column] * factors[i * width + PATCH_SIDE * across + row];
            const point = 2 * (firstPoint + i);
            masses[node] += weight;
            moments[2 * node] += weight * (data[point] - axes[column]);
            moments[2 * node + 1] += weight * (data[point + 1] - axes[PATCH_SIDE * across + row]);
          }
        }
      }
    }
  },
});

/** The least distance between one of four axes and an interval. */
function gapTo(axes: Float64Array, start: number, low: number, high: number): number {
  let least = Infinity;
  for (let k = start; k < start + PATCH_SIDE; k++) least = Math.min(least, Math.max(low - axes[k], axes[k] - high));
  return Math.max(0, least);
}
