// How many particles stand in each cell of a grid, counted on the device.
import { GpuFaultError, type Backend, type DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import { cellCounts } from '../kernels/cell-counts';
import type { Box } from '../targets/target';

/** Cells in each direction. */
export const SIDE = 64;

export class CellHistogram {
  readonly #backend: Backend;
  readonly #counts: DeviceArray;

  constructor(backend: Backend, scope: Scope) {
    this.#backend = backend;
    this.#counts = scope.create('cell counts', 'u32', SIDE * SIDE + 2);
  }

  /** Counts [rows, columns, then outside of the box, with those that are not finite]. */
  async count(
    { positions, count }: { readonly positions: DeviceArray; readonly count: number },
    box: Box,
  ): Promise<Float64Array> {
    await this.#backend.prepare(cellCounts);
    this.#backend.clear(this.#counts);
    this.#backend.dispatch(cellCounts, {
      arrays: { positions, counts: this.#counts },
      params: { ...box, columns: SIDE, rows: SIDE },
      threads: count,
    });
    const raw = Float64Array.from(await this.#backend.read(this.#counts));
    const total = raw.reduce((sum, value) => sum + value, 0);
    if (total !== count) throw new GpuFaultError(`the device sorted ${total} chains of ${count} into cells`);
    const counts = raw.slice(0, SIDE * SIDE + 1);
    counts[SIDE * SIDE] += raw[SIDE * SIDE + 1];
    return counts;
  }
}
