// What the particles in view amount to. Twin of shaders/draw/density-totals.wgsl.
import { defineKernel } from '../compute/kernel';

export type DensityTotalsParams = { cells: number };

/** Cells that one thread goes through. */
export const CELLS_PER_THREAD = 64;

/**
 * Arrays: `counts` u32 and `medium` f32 [cells, 2]; `totals` u32 [2, 3], added to: of run and twin the bits of the largest
 * medium rate (as f32), the particles, and the cells that hold any. Any number of threads shares the cells.
 */
export const densityTotals = defineKernel<DensityTotalsParams>({
  name: 'densityTotals',
  module: 'draw/density-totals',
  params: { cells: 1 },
  reference(arrays, { cells }) {
    const { counts, medium } = arrays as Record<'counts' | 'medium', Float64Array>;
    const totals = arrays['totals'] as Uint32Array<ArrayBuffer>;
    const peaks = new Float32Array(totals.buffer, totals.byteOffset, 6);
    for (let i = 0; i < 2 * cells; i++) {
      const channel = 3 * (i & 1);
      peaks[channel] = Math.max(peaks[channel]!, medium[i]!);
      totals[channel + 1]! += counts[i]!;
      totals[channel + 2]! += counts[i]! > 0 ? 1 : 0;
    }
  },
});
