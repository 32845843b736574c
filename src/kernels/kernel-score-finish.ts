// From sums relative to anchors to the score and the log density. MATHS.md 3.2, 3.3.
import { defineKernel, type Kernel } from '../compute/kernel';
import { gainOf } from './kernel-score-dimension';

export type KernelScoreFinishParams = {
  /** Query of the first thread: a launch may hold a slice of the queries. */
  firstThread: number;
  queries: number;
  parts: number;
  dimension: number;
  /** 1 / σ² */
  inverseVariance: number;
  /** log(points) + dimension · log(√(2π) σ) */
  offset: number;
  /** Queries with less mass than this are left alone. */
  leastMass: number;
  /** 1: instead of the score its mean shift's end, the weighted mean Σ w x of the points. */
  isMean: number;
};

/**
 * Arrays: `data` f32 [points, dimension], `places` f32 [queries, dimension]; `anchors` u32 [parts, queries], `masses` f32
 * [parts, queries] and `moments` f32 [parts, queries, dimension] as kernelScoreDirect leaves them (a part without points
 * has mass 0); results `score` f32 [queries, dimension] and `logDensity` f32 [queries] (nats). One thread a query.
 */
export const kernelScoreFinish: Kernel<KernelScoreFinishParams> = defineKernel<KernelScoreFinishParams>({
  name: 'kernelScoreFinish',
  module: 'kernels/kernel-score-finish',
  params: {
    firstThread: 0,
    queries: 1,
    parts: 1,
    dimension: 1,
    inverseVariance: 1,
    offset: 0,
    leastMass: 0,
    isMean: 0,
  },
  reference(arrays, params, threads) {
    const { data, places, masses, moments, score, logDensity } = arrays as Record<string, Float64Array>;
    const anchors = arrays['anchors'] as Uint32Array;
    const { queries, parts, dimension, inverseVariance } = params;
    for (let query = params.firstThread; query < params.firstThread + threads; query++) {
      const anchor = nearestAnchor(data, places, anchors, masses, query, params);
      const shares = new Float64Array(parts);
      let mass = 0;
      for (let part = 0; part < parts; part++) {
        const slot = part * queries + query;
        const gain = gainOf(data, dimension, [anchor, anchors[slot]], places, query);
        shares[part] = Math.exp(0.5 * inverseVariance * Math.min(gain, 0));
        mass += masses[slot] * shares[part];
      }
      if (mass < params.leastMass) continue;
      let square = 0;
      for (let j = 0; j < dimension; j++) {
        const base = data[anchor * dimension + j];
        let moment = 0;
        for (let part = 0; part < parts; part++) {
          const slot = part * queries + query;
          const moved = data[anchors[slot] * dimension + j] - base;
          moment += shares[part] * (moments[slot * dimension + j] + masses[slot] * moved);
        }
        const away = places[query * dimension + j] - base;
        square += away * away;
        const shift = moment / mass;
        score[query * dimension + j] = params.isMean === 1 ? base + shift : inverseVariance * (shift - away);
      }
      logDensity[query] = Math.log(mass) - 0.5 * inverseVariance * square - params.offset;
    }
  },
});

function nearestAnchor(
  data: Float64Array,
  places: Float64Array,
  anchors: Uint32Array,
  masses: Float64Array,
  query: number,
  { queries, parts, dimension }: KernelScoreFinishParams,
): number {
  let best = anchors[query];
  for (let part = 1; part < parts; part++) {
    const slot = part * queries + query;
    if (masses[slot] > 0 && gainOf(data, dimension, [best, anchors[slot]], places, query) > 0) best = anchors[slot];
  }
  return best;
}
