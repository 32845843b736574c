// One stability map in the making: what it is of, how far it is, and how its tiles are launched and filled in.
import { diracGrowth, type DiracGrowthParams } from '../../kernels/dirac-growth';
import type { Kernel } from '../../compute/kernel';
import type { MapAxis, StabilityMap } from '../../experiment/lab';
import { MAP_SIDE, mapAxis } from './map-axes';
import { gridParams } from './probe';
import type { MapAxes, Settings } from './settings';

/** Rounds of every run. */
export const MAP_ROUNDS = 2000;
/** Rows of a tile come in fours: a thread runs four pixels of a column. */
export const TILE_ROWS = 4;

/** What is computed so far; the same object for as long as the map is of the same runs. */
interface Progress {
  /** [rows, columns] as in StabilityMap. */
  readonly rates: Float32Array;
  /** How often they were filled in. */
  revision: number;
  /** Pictures that the twin has drawn, how long they took, and the one that it is drawing. */
  sketched: number;
  sketchMs: number;
  sketching: Promise<boolean> | undefined;
  /** Drawn once there is a first picture, which does not wait for it. */
  boundary: StabilityMap['boundary'] | undefined;
  /** Pictures that are done, and rows of the next. */
  level: number;
  row: number;
}

export interface MapJob {
  readonly settings: Settings;
  readonly axes: MapAxes;
  readonly x: MapAxis;
  readonly y: MapAxis;
  readonly progress: Progress;
}

/** Rows of a picture that has `side` pixels a side. */
export interface Tile {
  readonly side: number;
  readonly row: number;
  readonly rows: number;
}

export function mapJob(settings: Settings, axes: MapAxes, known?: Progress): MapJob {
  const progress = known ?? {
    rates: new Float32Array(MAP_SIDE * MAP_SIDE).fill(Number.NaN),
    revision: 0,
    sketched: 0,
    sketchMs: 0,
    sketching: undefined,
    boundary: undefined,
    level: 0,
    row: 0,
  };
  return { settings, axes, x: mapAxis(axes.x, settings), y: mapAxis(axes.y, settings), progress };
}

export function growthKernel({ settings: { rule, pace }, axes }: MapJob): Kernel<DiracGrowthParams> {
  const counted = [axes.x, axes.y].includes('discriminatorSteps');
  const several = counted || pace.generatorSteps * pace.discriminatorSteps > 1;
  return diracGrowth({ ...rule, oneEach: !several });
}

/** A thread runs four rows of a column, and steps of the discriminator are the same for all four: up, they are computed across. */
function isTurned({ y }: MapAxes): boolean {
  return y === 'discriminatorSteps';
}

/** The values along the kernel's axes `xs` and `ys`. */
export function tileAxes({ axes, x, y }: MapJob): { readonly xs: Float64Array; readonly ys: Float64Array } {
  return isTurned(axes) ? { xs: y.values, ys: x.values } : { xs: x.values, ys: y.values };
}

export function tileParams({ settings, axes }: MapJob, { side, row }: Tile): Partial<DiracGrowthParams> {
  const stride = MAP_SIDE / side;
  const middle = Math.floor(stride / 2);
  const place = { columns: side, firstX: middle, strideX: stride, firstY: middle + row * stride, strideY: stride };
  const [across, up] = isTurned(axes) ? [axes.y, axes.x] : [axes.x, axes.y];
  return { ...gridParams(settings, across, up), ...place, steps: MAP_ROUNDS };
}

/** Each pixel of the tile stands for a square of the map. `growth` as the kernel writes it. */
export function fillIn({ axes, progress }: MapJob, { side, row, rows }: Tile, growth: ArrayLike<number>): void {
  const stride = MAP_SIDE / side;
  const [alongRow, alongTile] = isTurned(axes) ? [MAP_SIDE, 1] : [1, MAP_SIDE];
  progress.revision++;
  for (let y = row * stride; y < (row + rows) * stride; y++) {
    const from = (Math.floor(y / stride) - row) * side;
    for (let x = 0; x < MAP_SIDE; x++)
      progress.rates[y * alongTile + x * alongRow] = growth[from + Math.floor(x / stride)];
  }
}
