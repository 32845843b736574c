// Where most of the points are: median and distance of the quartiles of a sample, coordinate by coordinate.
import { defineKernel, type Kernel } from '../compute/kernel';

export type CellFrameParams = { points: number };

const SAMPLE = 255;

/** Arrays: `data` f32 [points, threads]; `frame` f32 [threads, 2], centre and 1 / scale. One thread a coordinate. */
export const cellFrame: Kernel<CellFrameParams> = defineKernel<CellFrameParams>({
  name: 'cellFrame',
  module: 'kernels/cell-frame',
  params: { points: 1 },
  reference(arrays, { points }, threads) {
    const { data, frame } = arrays as Record<string, Float64Array>;
    for (let coordinate = 0; coordinate < threads; coordinate++) {
      const sorted = Float64Array.from(
        { length: SAMPLE },
        (_, k) => data[Math.floor((k * points) / SAMPLE) * threads + coordinate],
      ).sort();
      const quartiles = sorted[191] - sorted[63];
      const scale = quartiles > 0 ? quartiles : sorted[254] - sorted[0];
      frame.set([sorted[127], 1 / (scale > 0 ? scale : 1)], 2 * coordinate);
    }
  },
});
