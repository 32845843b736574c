// Squared distances between queries and points of any dimension. MATHS.md 3.3.
import { defineKernel, type Kernel } from '../compute/kernel';

export type KernelScoreSquaresParams = {
  dimension: number;
  /** The slice: its queries and points, and how many of each. */
  firstQuery: number;
  queries: number;
  firstPoint: number;
  points: number;
};

/**
 * Arrays: `data` f32 [all points, dimension], `places` f32 [all queries, dimension]; `squares` f32 [points, queries] of the
 * slice. Launch ⌈points / 4⌉ · ⌈queries / 4⌉ threads.
 */
export const kernelScoreSquares: Kernel<KernelScoreSquaresParams> = defineKernel<KernelScoreSquaresParams>({
  name: 'kernelScoreSquares',
  module: 'kernels/kernel-score-squares',
  params: { dimension: 1, firstQuery: 0, queries: 1, firstPoint: 0, points: 1 },
  reference(arrays, { dimension, firstQuery, queries, firstPoint, points }) {
    const { data, places, squares } = arrays as Record<string, Float64Array>;
    for (let i = 0; i < points; i++) {
      const row = (firstPoint + i) * dimension;
      for (let query = 0; query < queries; query++) {
        const place = (firstQuery + query) * dimension;
        let square = 0;
        for (let j = 0; j < dimension; j++) square += (data[row + j] - places[place + j]) ** 2;
        squares[i * queries + query] = square;
      }
    }
  },
});
