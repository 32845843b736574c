// Bounding boxes of runs of points in the order of their cells, as a heap of eight children a box.
import { defineKernel, type Kernel } from '../compute/kernel';

export type CellBoxesParams = {
  dimension: number;
  points: number;
  /** Box of the first thread. */
  first: number;
  /** First box of the last level, and how many boxes of any level there are. */
  firstLeaf: number;
  boxes: number;
};

/** Points of a box of the last level. */
export const LEAF_POINTS = 32;
/** Beyond every coordinate, and its square is no infinity. */
const NOWHERE = 2 ** 60;
/** The children of box i are 8i + 1 to 8i + 8. */
export const BOX_CHILDREN = 8;

export interface BoxHeap {
  readonly firstLeaf: number;
  readonly boxes: number;
  /** Boxes [first, end) of each level, the last level first. */
  readonly levels: readonly { readonly first: number; readonly end: number }[];
}

/** The shape of the heap over so many points. */
export function boxHeap(points: number): BoxHeap {
  const leaves = Math.ceil(points / LEAF_POINTS);
  let width = 1;
  let firstLeaf = 0;
  const levels = [];
  while (width < leaves) {
    levels.unshift({ first: firstLeaf, end: firstLeaf + width });
    firstLeaf += width;
    width *= BOX_CHILDREN;
  }
  levels.unshift({ first: firstLeaf, end: firstLeaf + leaves });
  return { firstLeaf, boxes: firstLeaf + leaves, levels };
}

/**
 * Arrays: `sorted` f32 [points, dimension]; `boxes` f32 [boxes, dimension, 2], lowest and highest, with ±2⁶⁰ the wrong way
 * round where there is no point. One thread a box of one level; launch the last level first.
 */
export const cellBoxes: Kernel<CellBoxesParams> = defineKernel<CellBoxesParams>({
  name: 'cellBoxes',
  module: 'kernels/cell-boxes',
  params: { dimension: 1, points: 1, first: 0, firstLeaf: 0, boxes: 1 },
  reference(arrays, { dimension, points, first, firstLeaf, boxes: count }, threads) {
    const { sorted, boxes } = arrays as Record<string, Float64Array>;
    for (let box = first; box < first + threads; box++) {
      for (let j = 0; j < dimension; j++) {
        let low = NOWHERE;
        let high = -NOWHERE;
        if (box >= firstLeaf) {
          const start = (box - firstLeaf) * LEAF_POINTS;
          for (let i = start; i < Math.min(start + LEAF_POINTS, points); i++) {
            low = Math.min(low, sorted[i * dimension + j]);
            high = Math.max(high, sorted[i * dimension + j]);
          }
        } else {
          const end = Math.min(BOX_CHILDREN * (box + 1) + 1, count);
          for (let i = BOX_CHILDREN * box + 1; i < end; i++) {
            low = Math.min(low, boxes[2 * (i * dimension + j)]);
            high = Math.max(high, boxes[2 * (i * dimension + j) + 1]);
          }
        }
        boxes.set([low, high], 2 * (box * dimension + j));
      }
    }
  },
});
