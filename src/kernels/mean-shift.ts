// One step x + γ s(x) along a score that was computed before; γ = σ² is the mean shift x ← m(x). MATHS.md 3.3.
import { defineKernel, type Kernel } from '../compute/kernel';

export type MeanShiftParams = {
  dimension: number;
  /** γ */
  stepSize: number;
};

/**
 * One thread a particle. Arrays: `places` f32 [particles, dimension] in place, `score` f32 of the same shape; written:
 * `plane` f32 [particles, 2], the first two coordinates (0 for the second in one dimension).
 */
export const meanShift: Kernel<MeanShiftParams> = defineKernel<MeanShiftParams>({
  name: 'meanShift',
  module: 'kernels/mean-shift',
  params: { dimension: 2, stepSize: 0 },
  reference(arrays, { dimension, stepSize }, threads) {
    const { places, score, plane } = arrays as Record<'places' | 'score' | 'plane', Float64Array>;
    for (let thread = 0; thread < threads; thread++) {
      const first = thread * dimension;
      for (let j = 0; j < dimension; j++) places[first + j] += stepSize * score[first + j];
      plane[2 * thread] = places[first];
      plane[2 * thread + 1] = dimension > 1 ? places[first + 1] : 0;
    }
  },
});
