// Points in the order of their cells.
import { defineKernel, type Kernel } from '../compute/kernel';

export type CellPointsParams = { dimension: number };

/** Arrays: `data` and `sorted` f32 [points, dimension]; `entries` u32 [points, 2], cell and point. One thread a point. */
export const cellPoints: Kernel<CellPointsParams> = defineKernel<CellPointsParams>({
  name: 'cellPoints',
  module: 'kernels/cell-points',
  params: { dimension: 1 },
  reference(arrays, { dimension }, threads) {
    const { data, sorted } = arrays as Record<string, Float64Array>;
    const entries = arrays['entries'] as Uint32Array;
    for (let place = 0; place < threads; place++) {
      const row = entries[2 * place + 1] * dimension;
      for (let j = 0; j < dimension; j++) sorted[place * dimension + j] = data[row + j];
    }
  },
});
