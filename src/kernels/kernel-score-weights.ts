// From squared distances to weights relative to the nearest point so far. MATHS.md 3.3.
import { defineKernel, type Kernel } from '../compute/kernel';

export type KernelScoreWeightsParams = {
  firstQuery: number;
  firstPoint: number;
  /** Points of the slice. */
  points: number;
  /** log₂e / (2σ²) */
  rate: number;
};

/**
 * Arrays: `squares` f32 [points, threads], squared distances that become weights exp(e_i − e_anchor); over all queries
 * `leastSquares` f32, `anchors` u32 (the nearest point so far), `previous` u32 (the one before), `masses` f32 (sum of the
 * weights, 0 at the start) and `carried` f32 [queries, 2] (what earlier sums shrink by; the mass they then have). One
 * thread a query of the slice.
 */
export const kernelScoreWeights: Kernel<KernelScoreWeightsParams> = defineKernel<KernelScoreWeightsParams>({
  name: 'kernelScoreWeights',
  module: 'kernels/kernel-score-weights',
  params: { firstQuery: 0, firstPoint: 0, points: 1, rate: 1 },
  reference(arrays, { firstQuery, firstPoint, points, rate }, threads) {
    const { squares, leastSquares, masses, carried } = arrays as Record<string, Float64Array>;
    const { anchors, previous } = arrays as Record<string, Uint32Array>;
    for (let thread = 0; thread < threads; thread++) {
      const query = firstQuery + thread;
      const fresh = masses[query] === 0;
      const old = fresh ? firstPoint : anchors[query];
      const oldLeast = fresh ? squares[thread] : leastSquares[query];
      let best = old;
      let least = oldLeast;
      for (let i = 0; i < points; i++) {
        if (!(squares[i * threads + thread] < least)) continue;
        least = squares[i * threads + thread];
        best = firstPoint + i;
      }
      let sum = 0;
      for (let i = thread; i < points * threads; i += threads) {
        squares[i] = 2 ** (-rate * (squares[i] - least));
        sum += squares[i];
      }
      const shrink = 2 ** (-rate * (oldLeast - least));
      anchors[query] = best;
      previous[query] = old;
      leastSquares[query] = least;
      carried.set([shrink, masses[query] * shrink], 2 * query);
      masses[query] = masses[query] * shrink + sum;
    }
  },
});
