// The stability map: a real run for every pixel of a grid of two settings, computed coarse to fine in paced tiles, and
// the boundary that theory draws through it.
import type { Backend, DeviceArray } from '../../compute/backend';
import { Pacer } from '../../compute/pacer';
import type { Scope } from '../../compute/scope';
import { diracGrowth } from '../../kernels/dirac-growth';
import { objectives } from '../../math/dirac-objective';
import type { MapAxis, ParameterValues, StabilityMap } from '../lab';
import { idleReason, MAP_SIDE, mapAxis, pixelSettings } from './map-axes';
import { mapBoundary } from './map-boundary';
import { gridParams } from './probe';
import { sameSettings, type MapAxes, type Settings } from './settings';
import { predictedRadius } from './theory/linearisation';

/** Rounds of every run, and the sides of the pictures, coarse to fine. */
export const MAP_ROUNDS = 2000;
const LEVELS = [32, 64, 128, 256, 512] as const;
/** Rounds of the coarsest picture: a few milliseconds of two cores, so that it is one submission. */
const FIRST_PICTURE = LEVELS[0] ** 2 * MAP_ROUNDS;
/** Growth over the half of the run that is measured, below which float32 rounding decides. */
const RESOLUTION = 1e-3 / (MAP_ROUNDS / 2);
/** One call of `refine` may take about this long. */
const TURN_MS = 40;

interface Job {
  readonly settings: Settings;
  readonly axes: MapAxes;
  readonly x: MapAxis;
  readonly y: MapAxis;
  readonly rates: Float32Array;
  /** Drawn once there is a first picture, which does not wait for it. */
  boundary: StabilityMap['boundary'] | undefined;
  level: number;
  /** Rows of the level that are done. */
  row: number;
}

export class StabilityMapper {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #pacer: Pacer;
  #arrays: Record<'xs' | 'ys' | 'growth', DeviceArray> | undefined;
  #compiling: Promise<void> | undefined;
  #job: Job | undefined;
  #picture: StabilityMap | undefined;

  constructor(backend: Backend, scope: Scope) {
    this.#backend = backend;
    this.#scope = scope;
    this.#pacer = new Pacer(backend.kind === 'webgpu' ? FIRST_PICTURE : 16_384);
  }

  /** What there is now; the same object until more is computed. */
  get picture(): StabilityMap | undefined {
    return this.#picture;
  }

  /** Wants the map around these settings; keeps what there is where nothing on the map changes. */
  want(settings: Settings, axes: MapAxes): void {
    const known = this.#job;
    const [off, others] = [offAxes(settings, axes), known && offAxes(known.settings, known.axes)];
    const [x, y] = [mapAxis(axes.x, settings), mapAxis(axes.y, settings)];
    if (known && known.axes.x === axes.x && known.axes.y === axes.y && sameSettings(off, others)) {
      if (!sameSettings(settings, known.settings)) this.#show({ ...known, settings, x, y });
      return;
    }
    const rates = new Float32Array(MAP_SIDE * MAP_SIDE).fill(Number.NaN);
    this.#show({ settings, axes, x, y, rates, boundary: undefined, level: 0, row: 0 });
  }

  /** Has the kernel compiled meanwhile, so that the first picture need not wait for it; `refine` tells what went wrong. */
  prepare(settings: Settings, axes: MapAxes): void {
    this.#compiling = this.#backend.prepare(growthKernel({ settings, axes }));
    this.#compiling.catch(() => undefined);
  }

  /** Computes tiles for about 40 ms, or the first picture; true while there is more. */
  async refine(): Promise<boolean> {
    const job = this.#job;
    if (!job || job.level >= LEVELS.length) return false;
    const first = job.level === 0;
    const arrays = this.#upload(job);
    const kernel = growthKernel(job);
    await this.#compiling;
    await this.#backend.prepare(kernel);
    const started = performance.now();
    do {
      const side = LEVELS[job.level];
      const rows = Math.max(4, Math.min(side - job.row, 4 * Math.floor(this.#pacer.budget / (side * MAP_ROUNDS * 4))));
      const began = performance.now();
      await this.#tile(job, side, rows, arrays);
      this.#pacer.record(rows * side * MAP_ROUNDS, performance.now() - began);
      job.row += rows;
      if (job.row >= side) [job.level, job.row] = [job.level + 1, 0];
    } while (job.level < (first ? 1 : LEVELS.length) && performance.now() - started < TURN_MS);
    if (!first) job.boundary ??= mapBoundary(job.settings, job.axes, job.x, job.y);
    if (this.#job === job) this.#show(job);
    return job.level < LEVELS.length;
  }

  async #tile(
    job: Job,
    side: number,
    rows: number,
    arrays: Record<'xs' | 'ys' | 'growth', DeviceArray>,
  ): Promise<void> {
    const { settings, axes, rates, row } = job;
    const stride = MAP_SIDE / side;
    const middle = Math.floor(stride / 2);
    const place = { columns: side, firstX: middle, strideX: stride, firstY: middle + row * stride, strideY: stride };
    const [across, up] = isTurned(axes) ? [axes.y, axes.x] : [axes.x, axes.y];
    const params = { ...gridParams(settings, across, up), ...place, steps: MAP_ROUNDS };
    this.#backend.dispatch(growthKernel(job), { arrays, params, threads: (rows * side) / 4 });
    const growth = await this.#backend.read(arrays.growth, 0, rows * side);
    const [alongRow, alongTile] = isTurned(axes) ? [MAP_SIDE, 1] : [1, MAP_SIDE];
    for (let y = row * stride; y < (row + rows) * stride; y++) {
      const from = (Math.floor(y / stride) - row) * side;
      for (let x = 0; x < MAP_SIDE; x++) rates[y * alongTile + x * alongRow] = growth[from + Math.floor(x / stride)];
    }
  }

  #upload({ axes, x, y }: Job): Record<'xs' | 'ys' | 'growth', DeviceArray> {
    const arrays = (this.#arrays ??= {
      xs: this.#scope.create('map: across', 'f32', MAP_SIDE),
      ys: this.#scope.create('map: up', 'f32', MAP_SIDE),
      growth: this.#scope.create('map: growth', 'f32', MAP_SIDE * MAP_SIDE),
    });
    const [across, up] = isTurned(axes) ? [y, x] : [x, y];
    this.#backend.write(arrays.xs, across.values);
    this.#backend.write(arrays.ys, up.values);
    return arrays;
  }

  #show(job: Job): void {
    this.#job = job;
    const { settings, axes, x, y, rates, boundary, level, row } = job;
    const at = (column: number, line: number): Settings =>
      pixelSettings(settings, axes, x.values[column], y.values[line]);
    this.#picture = {
      title: `${x.label} across, ${y.label} up`,
      x,
      y,
      rates,
      resolution: RESOLUTION,
      boundary: boundary ?? [],
      remarks: [axes.x, axes.y].flatMap((axis) => idleReason(axis, settings) ?? []),
      done: shareDone(level, row),
      modulusAt: (column, line) => predictedRadius(at(column, line)),
      settingsAt: (column, line) => parameterValues(at(column, line), axes),
    };
  }
}

/** A thread runs four rows of a column, and steps of the discriminator are the same for all four: up, they are computed across. */
function isTurned({ y }: MapAxes): boolean {
  return y === 'discriminatorSteps';
}

function growthKernel({
  settings: { rule, pace },
  axes,
}: Pick<Job, 'settings' | 'axes'>): ReturnType<typeof diracGrowth> {
  const counted = [axes.x, axes.y].includes('discriminatorSteps');
  const several = counted || pace.generatorSteps * pace.discriminatorSteps > 1;
  return diracGrowth({ ...rule, oneEach: !several });
}

/** Of all pixels of all pictures. */
function shareDone(level: number, row: number): number {
  const pixels = LEVELS.map((side, i) => side * side * (i < level ? 1 : i > level ? 0 : row / side));
  const all = LEVELS.reduce((sum, side) => sum + side * side, 0);
  return pixels.reduce((sum, part) => sum + part, 0) / all;
}

/** The settings with what the axes vary taken out. */
function offAxes(settings: Settings, axes: MapAxes): Settings {
  const { slopeAtZero } = objectives[settings.rule.objective];
  const fixed = [axes.x, axes.y].reduce((one, axis) => {
    if (axis === 'h') return { ...one, hD: one.hD / one.h, h: 1 };
    return axis === 'slope' || axis === 'none' ? one : { ...one, [axis]: slopeAtZero };
  }, settings.pace);
  return { rule: { ...settings.rule, sampled: false }, pace: fixed };
}

/** What the axes set, as parameters; f scaled is another h, and another γ where there is one. */
function parameterValues({ rule, pace }: Settings, axes: MapAxes): ParameterValues {
  const { h, hD, sigma, gamma, discriminatorSteps } = pace;
  const rounded = (value: number): number => Number(value.toPrecision(4));
  const set = new Set([axes.x, axes.y]);
  const weighed = set.has('slope') && ['r1', 'r2', 'consensus', 'wgangp'].includes(rule.variant);
  return {
    h: rounded(h),
    hD: hD === h ? 0 : rounded(hD),
    ...(set.has('sigma') ? { sigma: rounded(sigma) } : {}),
    ...(set.has('gamma') || weighed ? { gamma: rounded(gamma) } : {}),
    ...(set.has('discriminatorSteps') ? { discriminatorSteps } : {}),
  };
}
