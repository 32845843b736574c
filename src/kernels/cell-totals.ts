// Sums over runs of counts.
import { defineKernel, type Kernel } from '../compute/kernel';

export type CellRunParams = {
  counts: number;
  /** Counts of one thread. */
  run: number;
};

/** Arrays: `counts` u32 [counts]; `totals` u32 [threads], written. One thread a run of counts. */
export const cellTotals: Kernel<CellRunParams> = defineKernel<CellRunParams>({
  name: 'cellTotals',
  module: 'kernels/cell-totals',
  params: { counts: 1, run: 1 },
  reference(arrays, { run, ...params }, threads) {
    const { counts, totals } = arrays as Record<string, Uint32Array>;
    for (let thread = 0; thread < threads; thread++) {
      let total = 0;
      const end = Math.min((thread + 1) * run, params.counts);
      for (let i = thread * run; i < end; i++) total += counts[i];
      totals[thread] = total;
    }
  },
});
