// From counts to where each begins: the second step of a stable counting sort.
import { defineKernel, type Kernel } from '../compute/kernel';
import type { CellRunParams } from './cell-totals';

/** Arrays: `totals` u32 [threads] as cellTotals leaves them; `counts` u32 [counts], in place. One thread a run of counts. */
export const cellOffsets: Kernel<CellRunParams> = defineKernel<CellRunParams>({
  name: 'cellOffsets',
  module: 'kernels/cell-offsets',
  params: { counts: 1, run: 1 },
  reference(arrays, { run, ...params }, threads) {
    const { counts, totals } = arrays as Record<string, Uint32Array>;
    let before = 0;
    for (let thread = 0; thread < threads; thread++) {
      let next = before;
      const end = Math.min((thread + 1) * run, params.counts);
      for (let i = thread * run; i < end; i++) {
        const count = counts[i];
        counts[i] = next;
        next += count;
      }
      before += totals[thread];
    }
  },
});
