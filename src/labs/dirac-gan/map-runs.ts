// The runs of one stability map, one for every pixel: coarse pictures by the kernel's float64 twin on the CPU, which are there
// at once, and finer ones by the device, in tiles; with the boundary that theory draws through them.
import type { Backend, DeviceArray } from '../../compute/backend';
import type { Kernel } from '../../compute/kernel';
import type { Pacer } from '../../compute/pacer';
import { atOnce, inTasks, whileWanted, type Sliced } from '../../data/slices';
import type { MapAxis } from '../../experiment/frame';
import { diracGrowth, gridParams, type DiracGrowthParams } from '../../kernels/dirac-growth';
import { grows, isSmooth } from '../../math/dirac-linearisation';
import type { Settings } from '../../math/dirac-scheme';
import { levelLine, type Segment } from '../../math/level-line';
import { between, MAP_SIDE, mapAxis, settingsAt } from './map-axes';
import type { MapAxes } from './parameters';

/** Rounds of every run. */
export const MAP_ROUNDS = 2000;
/** Sides of the device's pictures, coarse to fine. */
export const LEVELS = [32, 64, 128, 256, 512] as const;
/** Sides of the CPU's, of which the finest is the device's coarsest. */
const SKETCHES = [8, 16, 32] as const;
/** A finer picture has four times the runs; it is drawn where that is likely to take no longer. */
const QUICK_MS = 120;
/** Rows of a tile come in fours: a thread runs four pixels of a column. */
const TILE_ROWS = 4;

/** Rows of a picture that has `side` pixels a side. */
interface Tile {
  readonly side: number;
  readonly row: number;
  readonly rows: number;
}

/** Where tiles are computed, and how much of them at a time. */
export interface MapDevice {
  readonly backend: Backend;
  readonly pacer: Pacer;
  readonly arrays: Readonly<Record<'xs' | 'ys' | 'growth', DeviceArray>>;
}

export class MapRuns {
  readonly kernel: Kernel<DiracGrowthParams>;
  /** [rows, columns] as in StabilityMap, and how often they were filled in. */
  readonly rates = new Float32Array(MAP_SIDE * MAP_SIDE).fill(Number.NaN);
  revision = 0;
  /** Drawn once there is a first picture, which does not wait for it. */
  boundary: readonly Segment[] | undefined;
  readonly #settings: Settings;
  readonly #axes: MapAxes;
  readonly #x: MapAxis;
  readonly #y: MapAxis;
  /** A thread runs four rows of a column, and steps of the discriminator are the same for all four: up, they are computed across. */
  readonly #turned: boolean;
  /** Pictures that the CPU has drawn, how long the last took, and the one that it is drawing. */
  #sketched = 0;
  #sketchMs = 0;
  #sketching: Promise<boolean> | undefined;
  /** Pictures of the device that are done, and rows of the next. */
  #level = 0;
  #row = 0;

  constructor(settings: Settings, axes: MapAxes) {
    this.#settings = settings;
    this.#axes = axes;
    this.#x = mapAxis(axes.x, settings);
    this.#y = mapAxis(axes.y, settings);
    this.#turned = axes.y === 'discriminatorSteps';
    const { generatorSteps, discriminatorSteps } = settings.pace;
    const counted = [axes.x, axes.y].includes('discriminatorSteps');
    this.kernel = diracGrowth({ ...settings.rule, oneEach: !counted && generatorSteps * discriminatorSteps === 1 });
  }

  /** Of all pixels of all pictures of the device. */
  get done(): number {
    const share = (i: number): number => (i < this.#level ? 1 : i > this.#level ? 0 : this.#row / LEVELS[i]);
    const [part, all] = [share, () => 1].map((of) => LEVELS.reduce((sum, side, i) => sum + side * side * of(i), 0));
    return part / all;
  }

  /** Nothing is there yet. */
  get isEmpty(): boolean {
    return this.#level === 0 && this.#sketched === 0;
  }

  /** Draws the next quick picture, or the boundary, for as long as it is wanted; true while there is more. */
  sketch(wanted: () => boolean): Promise<boolean> {
    return (this.#sketching ??= this.#sketch(wanted).finally(() => (this.#sketching = undefined)));
  }

  /** When the picture that is being sketched is there. */
  async sketchEnds(): Promise<void> {
    await this.#sketching;
  }

  drawBoundary(): void {
    this.boundary ??= atOnce(this.#boundary());
  }

  /** Computes tiles for so many milliseconds, before picture `until`. */
  async compute({ backend, pacer, arrays }: MapDevice, until: number, turnMs: number): Promise<void> {
    const { xs, ys } = this.#values;
    backend.write(arrays.xs, xs);
    backend.write(arrays.ys, ys);
    const started = performance.now();
    do {
      const [side, row] = [LEVELS[this.#level], this.#row];
      const affordable = TILE_ROWS * Math.floor(pacer.budget / (side * MAP_ROUNDS * TILE_ROWS));
      const rows = Math.max(TILE_ROWS, Math.min(side - row, affordable));
      const tile = { side, row, rows };
      const began = performance.now();
      backend.dispatch(this.kernel, { arrays, params: this.#params(tile), threads: (rows * side) / TILE_ROWS });
      this.#fillIn(tile, await backend.read(arrays.growth, 0, rows * side));
      pacer.record(rows * side * MAP_ROUNDS, performance.now() - began);
      [this.#level, this.#row] = row + rows < side ? [this.#level, row + rows] : [this.#level + 1, 0];
    } while (this.#level < until && performance.now() - started < turnMs);
  }

  async #sketch(wanted: () => boolean): Promise<boolean> {
    const inTime = <T>(work: Sliced<T>): Promise<T | undefined> => inTasks(whileWanted(work, wanted));
    const isDevices = this.#level > 0 || this.#row > 0 || 4 * this.#sketchMs > QUICK_MS;
    const side = isDevices ? undefined : SKETCHES[this.#sketched];
    if (side === undefined) this.boundary ??= await inTime(this.#boundary());
    else if (await inTime(this.#sketchRuns(side))) {
      this.#sketched++;
      // The device's coarsest picture need not be computed there again.
      if (side === LEVELS[0]) this.#level = 1;
    }
    return this.boundary === undefined;
  }

  /** All runs of a picture, a few rows at a time. */
  *#sketchRuns(side: number): Sliced<true> {
    const arrays = { ...this.#values, growth: new Float64Array(TILE_ROWS * side) };
    this.#sketchMs = 0;
    for (let row = 0; row < side; row += TILE_ROWS) {
      const started = performance.now();
      const tile = { side, row, rows: TILE_ROWS };
      this.kernel.reference(arrays, { ...this.kernel.params, ...this.#params(tile) }, side);
      this.#fillIn(tile, arrays.growth);
      this.#sketchMs += performance.now() - started;
      yield;
    }
    return true;
  }

  /** None where theory has no spectrum, or where all of the map is on one side. */
  *#boundary(): Sliced<readonly Segment[]> {
    if (!isSmooth(this.#settings)) return [];
    const [x, y] = [this.#x, this.#y];
    return yield* levelLine(MAP_SIDE - 1, (column, row) =>
      grows(settingsAt(this.#settings, this.#axes, between(x, column), between(y, row))),
    );
  }

  /** Along the kernel's axes. */
  get #values(): Readonly<Record<'xs' | 'ys', Float64Array>> {
    const [x, y] = [this.#x.values, this.#y.values];
    return this.#turned ? { xs: y, ys: x } : { xs: x, ys: y };
  }

  #params({ side, row }: Tile): Partial<DiracGrowthParams> {
    const stride = MAP_SIDE / side;
    const middle = Math.floor(stride / 2);
    const place = { columns: side, firstX: middle, strideX: stride, firstY: middle + row * stride, strideY: stride };
    const { x, y } = this.#axes;
    const grid = this.#turned ? gridParams(this.#settings, y, x) : gridParams(this.#settings, x, y);
    return { ...grid, ...place, steps: MAP_ROUNDS };
  }

  /** Each pixel of the tile stands for a square of the map. `growth` as the kernel writes it. */
  #fillIn({ side, row, rows }: Tile, growth: ArrayLike<number>): void {
    const stride = MAP_SIDE / side;
    const [alongRow, alongTile] = this.#turned ? [MAP_SIDE, 1] : [1, MAP_SIDE];
    this.revision++;
    for (let y = row * stride; y < (row + rows) * stride; y++) {
      const from = (Math.floor(y / stride) - row) * side;
      for (let x = 0; x < MAP_SIDE; x++)
        this.rates[y * alongTile + x * alongRow] = growth[from + Math.floor(x / stride)];
    }
  }
}
