// Particles → counts per cell. Twin of shaders/draw/density-bin.wgsl.
import { defineKernel } from '../compute/kernel';

export type DensityBinParams = {
  columns: number;
  rows: number;
  /** 0 for the run, 1 for the twin. */
  channel: number;
  /** Upper left corner of the view in data space, and cells per unit. */
  minX: number;
  maxY: number;
  scaleX: number;
  scaleY: number;
};

/** Arrays: `positions` f32 [threads, 2]; `counts` u32 [rows, columns, 2], added to. One thread a particle. */
export const densityBin = defineKernel<DensityBinParams>({
  name: 'densityBin',
  module: 'draw/density-bin',
  workgroupSize: 128,
  params: { columns: 1, rows: 1, channel: 0, minX: 0, maxY: 1, scaleX: 1, scaleY: 1 },
  reference({ positions, counts }, params, threads) {
    const { columns, rows, channel, minX, maxY, scaleX, scaleY } = params;
    for (let i = 0; i < threads; i++) {
      const column = Math.floor((positions![2 * i]! - minX) * scaleX);
      const row = Math.floor((maxY - positions![2 * i + 1]!) * scaleY);
      // Written so that NaN fails it.
      if (column >= 0 && column < columns && row >= 0 && row < rows) counts![(row * columns + column) * 2 + channel]!++;
    }
  },
});
