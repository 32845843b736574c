// One level of smoothing. Twin of shaders/draw/density-smooth.wgsl.
import { defineKernel, type Kernel } from '../compute/kernel';

export type DensitySmoothParams = {
  columns: number;
  rows: number;
  /** Distance between the taps 1 2 1 in cells. */
  stride: number;
};

function densitySmooth(source: 'counts' | 'rates'): Kernel<DensitySmoothParams> {
  return defineKernel<DensitySmoothParams>({
    name: 'densitySmooth',
    module: 'draw/density-smooth',
    conditions: { counts: source === 'counts' },
    workgroupSize: 128,
    params: { columns: 1, rows: 1, stride: 1 },
    reference(arrays, { columns, rows, stride }, threads) {
      const { source: from, smoothed: to } = arrays as Record<'source' | 'smoothed', Float64Array>;
      for (let i = 0; i < threads; i++) {
        const y = Math.floor(i / columns);
        const x = i - y * columns;
        const left = 2 * Math.max(0, x - stride);
        const right = 2 * Math.min(x + stride, columns - 1);
        const above = 2 * columns * Math.max(0, y - stride);
        const below = 2 * columns * Math.min(y + stride, rows - 1);
        for (let channel = 0; channel < 2; channel++) {
          const masked = (row: number): number =>
            from[row + left + channel]! + 2 * from[row + 2 * x + channel]! + from[row + right + channel]!;
          to[2 * i + channel] = (masked(above) + 2 * masked(2 * columns * y) + masked(below)) / 16;
        }
      }
    },
  });
}

/** Arrays: `source` u32 [rows, columns, 2]; `smoothed` f32 of the same shape. One thread a cell. */
export const densitySmoothCounts = densitySmooth('counts');
/** Arrays: `source` f32 [rows, columns, 2]; `smoothed` f32 of the same shape, another array. One thread a cell. */
export const densitySmoothRates = densitySmooth('rates');
