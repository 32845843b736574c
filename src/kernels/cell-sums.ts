// The sums of a kernel score over the points that matter, found through boxes. MATHS.md 3.3.
import { defineKernel, type Kernel } from '../compute/kernel';
import { BOX_CHILDREN, LEAF_POINTS } from './cell-boxes';
import { dimensionConditions, gainOf } from './kernel-score-dimension';

export type CellSumsParams = {
  /** Quads of queries in all; a launch takes some of them from `firstThread` on, in the order of `turn`. */
  firstThread: number;
  quads: number;
  queries: number;
  points: number;
  /** First box of the last level, and how many boxes of any level there are. */
  firstLeaf: number;
  boxes: number;
  /** Blocks of 16 quads, and the step from one to the next, which has no divisor in common with them. */
  blocks: number;
  turn: number;
  /** log₂e / (2σ²) */
  rate: number;
  /** 2σ² log(points / ε): what is left out is at most ε of the mass. */
  cut: number;
  /** Queries that have this mass already are left alone (where the kernel is selective). */
  leastMass: number;
};

type CellArrays = {
  readonly data: Float64Array;
  readonly boxes: Float64Array;
  readonly places: Float64Array;
  readonly order: Uint32Array;
  readonly anchors: Uint32Array;
  readonly masses: Float64Array;
  readonly moments: Float64Array;
  readonly known?: Float64Array;
};

/** Queries that share a walk. */
export const CELL_QUERIES = 4;
/** Quads of a block: they stand together, blocks of a launch do not. */
export const BLOCK_QUADS = 16;

/**
 * Arrays: `data` f32 [points, dimension] in the order of their cells, filled up to a multiple of four numbers; `boxes` f32
 * [boxes, dimension, 2] as cellBoxes leaves them; `places` f32 [queries, dimension]; `order` u32 [queries, 2], cell and query,
 * sorted; written per query `anchors` u32 (the nearest point, as a row of `data`), `masses` f32 (sum of exp(e_i − e_anchor))
 * and `moments` f32 [queries, dimension] (sum of weight · (point − anchor)). Selective: `known` f32 [queries], and queries
 * with known ≥ leastMass get mass 0. Launch blocks · 16 threads or a slice of them. One to three dimensions.
 */
export function cellSums(dimension: number, selective = false): Kernel<CellSumsParams> {
  return defineKernel<CellSumsParams>({
    name: 'cellSums',
    module: 'kernels/cell-sums',
    conditions: { ...dimensionConditions(dimension), selective },
    params: {
      firstThread: 0,
      quads: 1,
      queries: 1,
      points: 1,
      firstLeaf: 0,
      boxes: 1,
      blocks: 1,
      turn: 1,
      rate: 1,
      cut: 0,
      leastMass: 0,
    },
    reference(arrays, params, threads) {
      const typed = arrays as CellArrays;
      for (let thread = params.firstThread; thread < params.firstThread + threads; thread++) {
        const block = (Math.floor(thread / BLOCK_QUADS) * params.turn) % params.blocks;
        const quad = block * BLOCK_QUADS + (thread % BLOCK_QUADS);
        const end = Math.min(CELL_QUERIES * (quad + 1), params.queries);
        for (let place = CELL_QUERIES * quad; place < end; place++) {
          sumOne(typed, params, dimension, typed.order[2 * place + 1], selective);
        }
      }
    },
  });
}

function sumOne(
  arrays: CellArrays,
  params: CellSumsParams,
  dimension: number,
  query: number,
  selective: boolean,
): void {
  const { data, places, anchors, masses, moments, known } = arrays;
  if (selective && known && !(known[query] < params.leastMass)) {
    masses[query] = 0;
    return;
  }
  const anchor = nearestPoint(arrays, params, dimension, query);
  const moment = new Float64Array(dimension);
  let mass = 0;
  walk(
    params,
    (box) => boxGain(arrays, dimension, box, anchor, query) >= -params.cut,
    (start, stop) => {
      for (let i = start; i < stop; i++) {
        const weight = 2 ** (params.rate * gainOf(data, dimension, [anchor, i], places, query));
        mass += weight;
        for (let j = 0; j < dimension; j++)
          moment[j] += weight * (data[i * dimension + j] - data[anchor * dimension + j]);
      }
    },
  );
  anchors[query] = anchor;
  masses[query] = mass;
  moments.set(moment, query * dimension);
}

function nearestPoint(arrays: CellArrays, params: CellSumsParams, dimension: number, query: number): number {
  const { data, places } = arrays;
  let anchor = 0;
  let box = 0;
  // A good guess first: down to the nearest leaf at each level.
  while (box < params.firstLeaf) {
    const first = BOX_CHILDREN * box + 1;
    box = first;
    for (let i = first + 1; i < Math.min(first + BOX_CHILDREN, params.boxes); i++) {
      if (boxGain(arrays, dimension, i, 0, query) > boxGain(arrays, dimension, box, 0, query)) box = i;
    }
  }
  const look = (start: number, stop: number): void => {
    for (let i = start; i < stop; i++) if (gainOf(data, dimension, [anchor, i], places, query) > 0) anchor = i;
  };
  const start = (box - params.firstLeaf) * LEAF_POINTS;
  look(start, Math.min(start + LEAF_POINTS, params.points));
  walk(params, (other) => boxGain(arrays, dimension, other, anchor, query) > 0, look);
  return anchor;
}

/** Visits the points of all leaves whose boxes and the boxes around them are worth it. */
function walk(
  { points, firstLeaf, boxes }: CellSumsParams,
  isWorth: (box: number) => boolean,
  visit: (start: number, stop: number) => void,
): void {
  let box = 0;
  do {
    const worth = isWorth(box);
    if (worth && box < firstLeaf) {
      box = BOX_CHILDREN * box + 1;
      continue;
    }
    const start = (box - firstLeaf) * LEAF_POINTS;
    if (worth) visit(start, Math.min(start + LEAF_POINTS, points));
    while (box !== 0 && box % BOX_CHILDREN === 0) box = box / BOX_CHILDREN - 1;
    box = box === 0 ? 0 : box + 1;
  } while (box !== 0 && box < boxes);
}

/** By how much the nearest place of a box is nearer to the query than the anchor; −∞ for an empty box. */
function boxGain(
  { data, boxes, places }: CellArrays,
  dimension: number,
  box: number,
  anchor: number,
  query: number,
): number {
  let sum = 0;
  for (let j = 0; j < dimension; j++) {
    const low = boxes[2 * (box * dimension + j)];
    const high = boxes[2 * (box * dimension + j) + 1];
    if (low > high) return -Infinity;
    const place = places[query * dimension + j];
    const base = data[anchor * dimension + j];
    const w = Math.min(Math.max(place, low), high) - base;
    sum += w * (2 * (place - base) - w);
  }
  return sum;
}
