// Moves entries to their places by one digit: the third step of a stable counting sort.
import { defineKernel, type Kernel } from '../compute/kernel';
import { SORT_DIGITS, SORT_RUN, type CellHistogramParams } from './cell-histogram';

/**
 * Arrays: `entries` u32 [entries, 2], key and value; `offsets` u32 [64, threads] as cellOffsets leaves them, used up;
 * `sorted` u32 [entries, 2]. One thread a run of 256 entries.
 */
export const cellScatter: Kernel<CellHistogramParams> = defineKernel<CellHistogramParams>({
  name: 'cellScatter',
  module: 'kernels/cell-scatter',
  params: { entries: 1, shift: 0 },
  reference(arrays, params, threads) {
    const { entries, offsets, sorted } = arrays as Record<string, Uint32Array>;
    for (let i = 0; i < params.entries; i++) {
      const digit = (entries[2 * i] >>> params.shift) & (SORT_DIGITS - 1);
      const place = offsets[digit * threads + Math.floor(i / SORT_RUN)]++;
      sorted[2 * place] = entries[2 * i];
      sorted[2 * place + 1] = entries[2 * i + 1];
    }
  },
});
