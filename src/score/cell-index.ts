// A point set sorted into cells, with a heap of boxes over it: made once, for every σ and every query.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Kernel } from '../compute/kernel';
import { Scope } from '../compute/scope';
import { boxHeap, cellBoxes, type BoxHeap } from '../kernels/cell-boxes';
import { cellFrame } from '../kernels/cell-frame';
import { cellKeys, type CellKeysParams } from '../kernels/cell-keys';
import { cellPoints } from '../kernels/cell-points';
import { sortCells, sortKernels } from './cell-order';
import type { Points } from './point-set';
import type { Workspace } from './workspace';

/** Dimensions in which boxes leave much out. */
export const MOST_CELL_DIMENSIONS = 3;

export class CellIndex {
  /** f32 [count, dimension] in the order of the cells, filled up to a multiple of four numbers. */
  readonly sorted: DeviceArray;
  /** f32 [boxes, dimension, 2] */
  readonly boxes: DeviceArray;
  readonly heap: BoxHeap;
  readonly #backend: Backend;
  readonly #keys: Kernel<CellKeysParams>;
  readonly #frame: DeviceArray;
  readonly #scope: Scope;

  private constructor(backend: Backend, { count, dimension }: Points) {
    this.#backend = backend;
    this.#scope = new Scope(backend);
    this.#keys = cellKeys(dimension);
    this.heap = boxHeap(count);
    this.#frame = this.#scope.create('cell frame', 'f32', 2 * dimension);
    this.sorted = this.#scope.create('sorted points', 'f32', 4 * Math.ceil((count * dimension) / 4));
    this.boxes = this.#scope.create('boxes', 'f32', 2 * dimension * this.heap.boxes);
  }

  /** Records the sort and the boxes. `points` of one to three dimensions. */
  static async create(backend: Backend, workspace: Workspace, points: Points): Promise<CellIndex> {
    const index = new CellIndex(backend, points);
    try {
      await backend.prepare(cellFrame, index.#keys, ...sortKernels, cellPoints, cellBoxes);
      index.#build(workspace, points);
      return index;
    } catch (error) {
      index.dispose();
      throw error;
    }
  }

  /** Records the sort of queries by the cells of this index; see sortCells. */
  sortQueries(workspace: Workspace, queries: Points): DeviceArray {
    return sortCells(this.#backend, workspace, this.#keys, {
      points: queries,
      frame: this.#frame,
      label: 'sorted queries',
    });
  }

  /** Idempotent. */
  dispose(): void {
    this.#scope.dispose();
  }

  #build(workspace: Workspace, points: Points): void {
    const backend = this.#backend;
    const { count, dimension } = points;
    const { sorted, boxes, heap } = this;
    const frame = this.#frame;
    backend.dispatch(cellFrame, {
      arrays: { data: points.array, frame },
      threads: dimension,
      params: { points: count },
    });
    // The same array as for queries: once the points stand sorted, their order is of no more use.
    const entries = sortCells(backend, workspace, this.#keys, { points, frame, label: 'sorted queries' });
    backend.dispatch(cellPoints, {
      arrays: { data: points.array, entries, sorted },
      threads: count,
      params: { dimension },
    });
    for (const { first, end } of heap.levels) {
      backend.dispatch(cellBoxes, {
        arrays: { sorted, boxes },
        threads: end - first,
        params: { dimension, points: count, first, firstLeaf: heap.firstLeaf, boxes: heap.boxes },
      });
    }
  }
}
