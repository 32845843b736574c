// The density image up to the last step: particles are counted in cells, the counts denoised, the cells coloured, all
// where the particles stand. Runs on either backend.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import { densityBin } from './density-bin';
import { colourParams, densityColour, densityLook } from './density-colour';
import { densityEstimate } from './density-estimate';
import { densitySmoothCounts, densitySmoothRates } from './density-smooth';
import { CELLS_PER_THREAD, densityTotals } from './density-totals';
import type { CloudScene } from './renderer';
import { channelOf } from './scene-style';
import { cellTransform, densityGrid, type Grid, type PictureSize } from './view-transform';

export interface DensityImage extends Grid {
  /** u32 [rows, columns], rows from the top: premultiplied colours, a byte a part, red lowest. */
  readonly colours: DeviceArray;
}

interface Levels extends DensityImage {
  readonly scope: Scope;
  readonly counts: DeviceArray;
  readonly fine: DeviceArray;
  readonly medium: DeviceArray;
  readonly roots: DeviceArray;
  readonly totals: DeviceArray;
}

export class DensityField {
  readonly #backend: Backend;
  #levels: Levels | undefined;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  prepare(): Promise<void> {
    return this.#backend.prepare(
      densityBin,
      densitySmoothCounts,
      densitySmoothRates,
      densityTotals,
      densityEstimate,
      densityColour,
    );
  }

  /** Records the image of the scene's clouds. The array is the same until the next call with another grid. */
  compute(scene: CloudScene, size: PictureSize): DensityImage {
    const levels = this.#sized(densityGrid(size));
    this.#count(scene, levels, size);
    this.#develop(scene, levels);
    return levels;
  }

  dispose(): void {
    this.#levels?.scope.dispose();
    this.#levels = undefined;
  }

  #count({ clouds, box }: CloudScene, { columns, rows, side, counts }: Levels, size: PictureSize): void {
    this.#backend.clear(counts);
    for (const cloud of clouds) {
      const params = { columns, rows, channel: channelOf(cloud), ...cellTransform(box, size, side) };
      this.#backend.dispatch(densityBin, {
        arrays: { positions: cloud.positions, counts },
        params,
        threads: cloud.count,
      });
    }
  }

  #develop(scene: CloudScene, { columns, rows, counts, fine, medium, roots, totals, colours }: Levels): void {
    const backend = this.#backend;
    const cells = columns * rows;
    const smooth = (stride: number): { columns: number; rows: number; stride: number } => ({ columns, rows, stride });
    backend.clear(totals);
    backend.dispatch(densitySmoothCounts, {
      arrays: { source: counts, smoothed: fine },
      params: smooth(1),
      threads: cells,
    });
    backend.dispatch(densitySmoothRates, {
      arrays: { source: fine, smoothed: medium },
      params: smooth(2),
      threads: cells,
    });
    backend.dispatch(densitySmoothRates, {
      arrays: { source: medium, smoothed: roots },
      params: smooth(4),
      threads: cells,
    });
    backend.dispatch(densityTotals, {
      arrays: { counts, medium, totals },
      params: { cells },
      threads: Math.ceil(cells / CELLS_PER_THREAD),
    });
    backend.dispatch(densityEstimate, { arrays: { counts, fine, medium, roots }, threads: cells });
    backend.dispatch(densityColour, {
      arrays: { roots, totals, colours },
      params: colourParams(densityLook(scene)),
      threads: cells,
    });
  }

  #sized({ columns, rows, side }: Grid): Levels {
    const last = this.#levels;
    if (last?.columns === columns && last.rows === rows && last.side === side) return last;
    this.dispose();
    const scope = new Scope(this.#backend);
    const cells = columns * rows;
    this.#levels = {
      columns,
      rows,
      side,
      scope,
      counts: scope.create('density counts', 'u32', 2 * cells),
      fine: scope.create('density at stride 1', 'f32', 2 * cells),
      medium: scope.create('density at stride 2', 'f32', 2 * cells),
      roots: scope.create('density roots', 'f32', 2 * cells),
      totals: scope.create('density totals', 'u32', 6),
      colours: scope.create('density colours', 'u32', cells),
    };
    return this.#levels;
  }
}
