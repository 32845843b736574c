// Adds the rows of a matrix up to fewer rows, which the CPU then adds in float64.
import { defineKernel, type Kernel } from '../compute/kernel';

export type SumRowsParams = {
  rows: number;
  columns: number;
};

/**
 * Arrays: `rows` f32 [rows, columns]; written: `sums` f32 [groups, columns]. Launch groups · columns threads: row g of the
 * sums is that of the rows g, g + groups, g + 2·groups, ….
 */
export const sumRows: Kernel<SumRowsParams> = defineKernel<SumRowsParams>({
  name: 'sumRows',
  module: 'kernels/sum-rows',
  params: { rows: 1, columns: 1 },
  reference(arrays, { rows: count, columns }, threads) {
    const { rows, sums } = arrays as Record<'rows' | 'sums', Float64Array>;
    for (let thread = 0; thread < threads; thread++) {
      let sum = 0;
      for (let i = thread; i < count * columns; i += threads) sum += rows[i];
      sums[thread] = sum;
    }
  },
});
