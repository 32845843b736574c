// How often each digit occurs in each run of entries: the first step of a stable counting sort.
import { defineKernel, type Kernel } from '../compute/kernel';

export type CellHistogramParams = {
  entries: number;
  /** Place of the digit's lowest bit. */
  shift: number;
};

/** Entries of one thread. */
export const SORT_RUN = 256;
/** Values of a digit, six bits. */
export const SORT_DIGITS = 64;

/**
 * Arrays: `entries` u32 [entries, 2], key and value; `counts` u32 [64, threads], written. One thread a run of 256 entries.
 */
export const cellHistogram: Kernel<CellHistogramParams> = defineKernel<CellHistogramParams>({
  name: 'cellHistogram',
  module: 'kernels/cell-histogram',
  params: { entries: 1, shift: 0 },
  reference(arrays, params, threads) {
    const { entries, counts } = arrays as Record<string, Uint32Array>;
    counts.fill(0, 0, SORT_DIGITS * threads);
    for (let i = 0; i < params.entries; i++) {
      const digit = (entries[2 * i] >>> params.shift) & (SORT_DIGITS - 1);
      counts[digit * threads + Math.floor(i / SORT_RUN)]++;
    }
  },
});
