// The stability map: a real run for every pixel of a grid of two settings, computed coarse to fine in paced tiles, and
// the boundary that theory draws through it.
import type { Backend, DeviceArray } from '../../compute/backend';
import type { Kernel } from '../../compute/kernel';
import { Pacer } from '../../compute/pacer';
import type { Scope } from '../../compute/scope';
import { atOnce, inTasks, whileWanted, type Sliced } from '../../data/slices';
import { within } from '../../waiting';
import { growthRounds, type DiracGrowthParams } from '../../kernels/dirac-growth';
import { objectives } from '../../math/dirac-objective';
import type { StabilityMap } from '../../experiment/lab';
import { idleReason, MAP_SIDE, pixelSettings } from './map-axes';
import { mapBoundary } from './map-boundary';
import { mapChoice } from './map-choice';
import { fillIn, growthKernel, MAP_ROUNDS, mapJob, tileAxes, tileParams, TILE_ROWS, type MapJob } from './map-job';
import { nextSketch, sketchRuns } from './map-sketch';
import { sameSettings, type MapAxes, type Settings } from './settings';
import { predictedRadius } from './theory/linearisation';

/** Sides of the pictures, coarse to fine. */
const LEVELS = [32, 64, 128, 256, 512] as const;
/** Rounds of the coarsest picture: a few milliseconds of two cores, so that it is one submission. */
const FIRST_PICTURE = LEVELS[0] ** 2 * MAP_ROUNDS;
/** Growth over the half of the run that is measured, below which float32 rounding decides. */
const RESOLUTION = 1e-3 / (MAP_ROUNDS / 2);
/** One call of `refine` may take about this long. */
const TURN_MS = 40;

type Arrays = Readonly<Record<'xs' | 'ys' | 'growth', DeviceArray>>;

export class StabilityMapper {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #pacer: Pacer;
  #arrays: Arrays | undefined;
  #job: MapJob | undefined;
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
    const isSame = known && known.axes.x === axes.x && known.axes.y === axes.y && sameSettings(off, others);
    if (isSame && sameSettings(settings, known.settings)) return;
    this.#job = mapJob(settings, axes, isSame ? known.progress : undefined);
    this.#show();
  }

  /** Draws the next quick picture, or the boundary, on the CPU and beside whatever the device does; true while there is more. */
  sketch(): Promise<boolean> {
    const job = this.#job;
    if (!job) return Promise.resolve(false);
    const { progress } = job;
    return (progress.sketching ??= this.#sketch(job).finally(() => (progress.sketching = undefined)));
  }

  /** Computes tiles for about 40 ms, or the first picture; true while there is more. */
  async refine(): Promise<boolean> {
    const job = this.#job;
    if (!job || job.progress.level >= LEVELS.length) return false;
    const { progress } = job;
    await progress.sketching;
    const isFirst = progress.level === 0 && progress.sketched === 0;
    const kernel = growthKernel(job);
    if (await this.#compiles(kernel)) await this.#compute(job, kernel, isFirst ? 1 : LEVELS.length);
    if (!isFirst) progress.boundary ??= atOnce(boundaryOf(job));
    if (this.#isWanted(job)) this.#show();
    return progress.level < LEVELS.length;
  }

  async #sketch(job: MapJob): Promise<boolean> {
    const { progress } = job;
    const inTime = <T>(work: Sliced<T>): Promise<T | undefined> =>
      inTasks(whileWanted(work, () => this.#isWanted(job)));
    const side = nextSketch(job);
    if (side === undefined) progress.boundary ??= await inTime(boundaryOf(job));
    else if (await inTime(sketchRuns(job, side))) {
      progress.sketched++;
      // The device's coarsest picture need not be computed there again.
      if (side === LEVELS[0]) progress.level = 1;
    }
    if (!this.#isWanted(job)) return false;
    this.#show();
    return progress.boundary === undefined;
  }

  /** Whether it has been compiled within a turn: a software adapter may take half a second, for which no step should wait. */
  async #compiles(kernel: Kernel<DiracGrowthParams>): Promise<boolean> {
    const ready = this.#backend.prepare(kernel).then(() => true);
    return (await within(TURN_MS, ready)) ?? false;
  }

  /** Tiles for about 40 ms, before picture `until`. */
  async #compute(job: MapJob, kernel: Kernel<DiracGrowthParams>, until: number): Promise<void> {
    const { progress } = job;
    const arrays = this.#upload(job);
    const started = performance.now();
    do {
      const { level, row } = progress;
      const side = LEVELS[level];
      const affordable = TILE_ROWS * Math.floor(this.#pacer.budget / (side * MAP_ROUNDS * TILE_ROWS));
      const rows = Math.max(TILE_ROWS, Math.min(side - row, affordable));
      const tile = { side, row, rows };
      const began = performance.now();
      this.#backend.dispatch(kernel, { arrays, params: tileParams(job, tile), threads: (rows * side) / TILE_ROWS });
      fillIn(job, tile, await this.#backend.read(arrays.growth, 0, rows * side));
      this.#pacer.record(rows * side * MAP_ROUNDS, performance.now() - began);
      [progress.level, progress.row] = row + rows < side ? [level, row + rows] : [level + 1, 0];
    } while (progress.level < until && performance.now() - started < TURN_MS);
  }

  #upload(job: MapJob): Arrays {
    const arrays = (this.#arrays ??= {
      xs: this.#scope.create('map: across', 'f32', MAP_SIDE),
      ys: this.#scope.create('map: up', 'f32', MAP_SIDE),
      growth: this.#scope.create('map: growth', 'f32', MAP_SIDE * MAP_SIDE),
    });
    const { xs, ys } = tileAxes(job);
    this.#backend.write(arrays.xs, xs);
    this.#backend.write(arrays.ys, ys);
    return arrays;
  }

  /** Whether these runs are still those that are wanted, at whatever point of the map. */
  #isWanted({ progress }: MapJob): boolean {
    return this.#job?.progress === progress;
  }

  #show(): void {
    if (!this.#job) return;
    const { settings, axes, x, y, progress } = this.#job;
    const at = (column: number, line: number): Settings =>
      pixelSettings(settings, axes, x.values[column], y.values[line]);
    this.#picture = {
      title: `${x.label} across, ${y.label} up`,
      x,
      y,
      rates: progress.rates,
      revision: progress.revision,
      resolution: RESOLUTION,
      boundary: progress.boundary ?? [],
      remarks: [axes.x, axes.y].flatMap((axis) => idleReason(axis, settings) ?? []),
      done: shareDone(progress.level, progress.row),
      modulusAt: (column, line) => predictedRadius(at(column, line)),
      roundsOf: (rate) => growthRounds(rate, MAP_ROUNDS),
      settingsAt: (column, line) => mapChoice(settings, axes, x.values[column], y.values[line]),
    };
  }
}

function boundaryOf({ settings, axes, x, y }: MapJob): ReturnType<typeof mapBoundary> {
  return mapBoundary(settings, axes, x, y);
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
