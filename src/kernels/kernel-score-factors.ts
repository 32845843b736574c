// One factor of each kernel for each column and one for each row of a lattice. MATHS.md 3.2.
import { defineKernel, type Kernel } from '../compute/kernel';

export type KernelScoreFactorsParams = {
  firstPoint: number;
  /** Columns among the axes, which come first. */
  columns: number;
  /** Columns and rows together. */
  width: number;
  /** log₂e / (2σ²) */
  rate: number;
};

/**
 * Arrays: `data` f32 [points, 2]; `axes` f32 [width], the columns' x and then the rows' y; `factors` f32 [threads / width,
 * width], exp(−a² / (2σ²)) of each point of the slice. One thread a factor.
 */
export const kernelScoreFactors: Kernel<KernelScoreFactorsParams> = defineKernel<KernelScoreFactorsParams>({
  name: 'kernelScoreFactors',
  module: 'kernels/kernel-score-factors',
  params: { firstPoint: 0, columns: 4, width: 8, rate: 1 },
  reference(arrays, { firstPoint, columns, width, rate }, threads) {
    const { data, axes, factors } = arrays as Record<string, Float64Array>;
    for (let thread = 0; thread < threads; thread++) {
      const line = thread % width;
      const coordinate = line >= columns ? 1 : 0;
      const away = data[2 * (firstPoint + Math.floor(thread / width)) + coordinate] - axes[line];
      factors[thread] = 2 ** (-rate * away * away);
    }
  },
});
