// Adds weight · (point − anchor) over a slice of points of any dimension. MATHS.md 3.3.
import { defineKernel, type Kernel } from '../compute/kernel';

export type KernelScoreGatherParams = {
  dimension: number;
  firstQuery: number;
  /** Queries and points of the slice. */
  queries: number;
  firstPoint: number;
  points: number;
};

/**
 * Arrays: `data` f32 [all points, dimension]; `weights` f32 [points, queries] of the slice, `anchors` u32, `previous` u32
 * and `carried` f32 [all queries, 2] as kernelScoreWeights leaves them; `moments` f32 [all queries, dimension], which
 * becomes relative to the new anchors. Launch queries · ⌈dimension / 4⌉ threads.
 */
export const kernelScoreGather: Kernel<KernelScoreGatherParams> = defineKernel<KernelScoreGatherParams>({
  name: 'kernelScoreGather',
  module: 'kernels/kernel-score-gather',
  params: { dimension: 1, firstQuery: 0, queries: 1, firstPoint: 0, points: 1 },
  reference(arrays, { dimension, firstQuery, queries, firstPoint, points }) {
    const { data, weights, carried, moments } = arrays as Record<string, Float64Array>;
    const { anchors, previous } = arrays as Record<string, Uint32Array>;
    for (let inSlice = 0; inSlice < queries; inSlice++) {
      const query = firstQuery + inSlice;
      const anchor = anchors[query] * dimension;
      const old = previous[query] * dimension;
      for (let j = 0; j < dimension; j++) {
        const at = query * dimension + j;
        moments[at] = carried[2 * query] * moments[at] - carried[2 * query + 1] * (data[anchor + j] - data[old + j]);
      }
      for (let i = 0; i < points; i++) {
        const weight = weights[i * queries + inSlice];
        if (weight === 0) continue;
        const row = (firstPoint + i) * dimension;
        for (let j = 0; j < dimension; j++)
          moments[query * dimension + j] += weight * (data[row + j] - data[anchor + j]);
      }
    }
  },
});
