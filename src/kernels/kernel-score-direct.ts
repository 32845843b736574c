// The sums of a kernel score over all points, four queries a thread. MATHS.md 3.3.
import { defineKernel, type Kernel } from '../compute/kernel';
import { dimensionConditions, gainOf, MOST_QUAD_DIMENSIONS } from './kernel-score-dimension';

export type KernelScoreDirectParams = {
  /** Thread of the launch's first: a launch may hold a slice of the threads. */
  firstThread: number;
  queries: number;
  points: number;
  /** Points of a part; a launch takes `count` of each part, from its `first` on. */
  span: number;
  first: number;
  count: number;
  /** log₂e / (2σ²) */
  rate: number;
};

type DirectArrays = {
  readonly data: Float64Array;
  readonly places: Float64Array;
  readonly anchors: Uint32Array;
  readonly masses: Float64Array;
  readonly moments: Float64Array;
};

/** Points between two tests of the sum; `first` and `span` are multiples of it. */
export const DIRECT_TILE = 256;
/** A tile's sum beyond this is done again relative to the nearest of its points. */
const BOUND = 1e18;

/** Queries of one thread: four, or eight where loads are slow, as on a software adapter. */
export type QueriesAThread = 4 | 8;

/**
 * Arrays: `data` f32 [points, dimension], filled up to a multiple of four numbers; `places` f32 [queries, dimension], the queries; and the state, parts first,
 * which is carried from launch to launch: `anchors` u32 [parts, queries], the point to which weights are relative,
 * exp(e_i − e_anchor); `masses` f32 [parts, queries], the sum of the weights, 0 at the start; `moments` f32
 * [parts, queries, dimension], the sum of weight · (point − anchor), 0 at the start. Launch parts · ⌈queries / queriesAThread⌉ threads
 * or a slice of them. Throws RangeError for a dimension other than 1 to 4.
 */
export function kernelScoreDirect(
  dimension: number,
  queriesAThread: QueriesAThread = 4,
): Kernel<KernelScoreDirectParams> {
  if (!(dimension >= 1 && dimension <= MOST_QUAD_DIMENSIONS)) {
    throw new RangeError(`dimension is ${dimension}; 1 to ${MOST_QUAD_DIMENSIONS} are allowed`);
  }
  return defineKernel<KernelScoreDirectParams>({
    name: 'kernelScoreDirect',
    module: 'kernels/kernel-score-direct',
    conditions: { ...dimensionConditions(dimension), eight: queriesAThread === 8 },
    params: { firstThread: 0, queries: 1, points: 1, span: DIRECT_TILE, first: 0, count: DIRECT_TILE, rate: 1 },
    reference(arrays, params, threads) {
      const threadsOfPart = Math.ceil(params.queries / queriesAThread);
      for (let thread = params.firstThread; thread < params.firstThread + threads; thread++) {
        const part = Math.floor(thread / threadsOfPart);
        const query = queriesAThread * (thread % threadsOfPart);
        const last = Math.min(query + queriesAThread, params.queries);
        for (let one = query; one < last; one++) addPart(arrays as DirectArrays, params, dimension, part, one);
      }
    },
  });
}

/** What one launch adds to one query of one part. */
function addPart(
  arrays: DirectArrays,
  params: KernelScoreDirectParams,
  dimension: number,
  part: number,
  query: number,
): void {
  const { data, places, anchors, masses } = arrays;
  const start = part * params.span + params.first;
  const stop = Math.min(start + params.count, (part + 1) * params.span, params.points);
  const slot = part * params.queries + query;
  for (let from = start; from < stop; from += DIRECT_TILE) {
    const to = Math.min(from + DIRECT_TILE, stop);
    const nearest = (best: number): number => {
      for (let i = from; i < to; i++) if (gainOf(data, dimension, [best, i], places, query) > 0) best = i;
      return best;
    };
    if (masses[slot] === 0) anchors[slot] = nearest(from);
    let sums = tileSums(arrays, params.rate, dimension, [from, to], query, anchors[slot]);
    if (!(sums[0] < BOUND)) {
      moveAnchor(arrays, params.rate, dimension, { slot, query, anchor: nearest(anchors[slot]) });
      sums = tileSums(arrays, params.rate, dimension, [from, to], query, anchors[slot]);
    }
    masses[slot] += sums[0];
    for (let j = 0; j < dimension; j++) arrays.moments[slot * dimension + j] += sums[j + 1];
  }
}

/** Mass and moment of the points [from, to) relative to an anchor. */
function tileSums(
  { data, places }: DirectArrays,
  rate: number,
  dimension: number,
  [from, to]: readonly [from: number, to: number],
  query: number,
  anchor: number,
): Float64Array {
  const sums = new Float64Array(dimension + 1);
  for (let i = from; i < to; i++) {
    const weight = 2 ** (rate * gainOf(data, dimension, [anchor, i], places, query));
    sums[0] += weight;
    for (let j = 0; j < dimension; j++) {
      sums[j + 1] += weight * (data[i * dimension + j] - data[anchor * dimension + j]);
    }
  }
  return sums;
}

/** Expresses the sums of a slot relative to a nearer anchor. */
function moveAnchor(
  { data, places, anchors, masses, moments }: DirectArrays,
  rate: number,
  dimension: number,
  { slot, query, anchor }: { readonly slot: number; readonly query: number; readonly anchor: number },
): void {
  const old = anchors[slot];
  const shrink = 2 ** (-rate * gainOf(data, dimension, [old, anchor], places, query));
  for (let j = 0; j < dimension; j++) {
    const moved = data[anchor * dimension + j] - data[old * dimension + j];
    moments[slot * dimension + j] = shrink * (moments[slot * dimension + j] - masses[slot] * moved);
  }
  masses[slot] *= shrink;
  anchors[slot] = anchor;
}
