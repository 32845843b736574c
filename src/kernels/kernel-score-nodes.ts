// From sums relative to the query itself to the score and the log density, where there is mass enough. MATHS.md 3.2, 3.3.
import { defineKernel, type Kernel } from '../compute/kernel';

export type KernelScoreNodesParams = {
  /** 1 / σ² */
  inverseVariance: number;
  /** log(points) + 2 · log(√(2π) σ) */
  offset: number;
  /** Queries with less mass than this are left alone. */
  leastMass: number;
};

/**
 * Arrays: `masses` f32 [threads], the sum of exp(−|x − x_i|² / (2σ²)); `moments` f32 [threads, 2], the sum of weight ·
 * (point − query); results `score` f32 [threads, 2] and `logDensity` f32 [threads]. One thread a query.
 */
export const kernelScoreNodes: Kernel<KernelScoreNodesParams> = defineKernel<KernelScoreNodesParams>({
  name: 'kernelScoreNodes',
  module: 'kernels/kernel-score-nodes',
  params: { inverseVariance: 1, offset: 0, leastMass: 0 },
  reference(arrays, { inverseVariance, offset, leastMass }, threads) {
    const { masses, moments, score, logDensity } = arrays as Record<string, Float64Array>;
    for (let node = 0; node < threads; node++) {
      const mass = masses[node];
      if (mass < leastMass) continue;
      score[2 * node] = (inverseVariance * moments[2 * node]) / mass;
      score[2 * node + 1] = (inverseVariance * moments[2 * node + 1]) / mass;
      logDensity[node] = Math.log(mass) - offset;
    }
  },
});
