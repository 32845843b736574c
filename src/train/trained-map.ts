// The map of trained models: a model of its own for every pixel of a grid over two of step length, noise and batch, trained from the
// same start on the same draws. Coarse pictures first; the finest has every pixel. MATHS.md 3.5, 3.6.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { betweenValues, type GridScale } from '../math/grid-scale';
import type { Segment } from '../math/level-line';
import { firstWeights, scorePass, type ScoreModel } from '../math/score-model';
import type { DensityQueue } from '../score/density-queue';
import { PacedWork, pacerOf } from '../score/paced-work';
import { nextTask, within } from '../waiting';
import { LinearTheory } from './linear-theory';
import { Population, type ModelSetting } from './population';
import {
  MAP_SIDE,
  mapScale,
  remarksOf,
  RUNS,
  valuesOf,
  type MapAxisKey,
  type TrainedMapOptions,
} from './trained-map-settings';
import { lossesOf, validationAt, type Validation } from './validation';

/** Sides of the pictures, coarse to fine; of networks on a CPU the finest takes minutes and is left out. */
const LEVELS = [8, 16, 32, MAP_SIDE] as const;

function levelsFor({ kind, limits }: Backend, { model }: ScoreModel): readonly number[] {
  const isSlow = kind === 'reference' || limits.hasQuads;
  return model === 'network' && isSlow ? LEVELS.slice(0, -1) : LEVELS;
}

/** Draws on which each is measured: the same for all at one noise level. */
const DRAWS = 128;
/** Of the excess at the start: a model that has more has diverged. What remains of noise in the weights is far below. */
const DIVERGED = 100;
/** One call of `refine` may take about this long. */
const TURN_MS = 40;
/** While the kernel is compiled, which takes seconds on a CPU, the run has the rest of the time. */
const COMPILING_MS = 16;
/** Samples of the first launches, and steps that one launch of a tile should hold. */
const FIRST_WORK = { webgpu: 2 ** 15, reference: 2 ** 10 } as const;
const LEAST_STEPS = 4;
/** Models that are measured between two breaths. */
const BREATH = 16;

interface Tile {
  readonly rows: number;
  readonly settings: readonly ModelSetting[];
  step: number;
}

export class TrainedMap {
  readonly steps: number;
  readonly axes: TrainedMapOptions['axes'];
  readonly scales: readonly [GridScale, GridScale];
  readonly values: readonly [Float64Array, Float64Array];
  /** [rows, columns], row 0 at the bottom: J_ESM, which is J_DSM − C (S7), and what that says of the model; NaN where none is yet. */
  readonly excess = new Float32Array(MAP_SIDE * MAP_SIDE).fill(Number.NaN);
  readonly outcomes = new Float32Array(MAP_SIDE * MAP_SIDE).fill(Number.NaN);
  /** C at the noise level of that model. */
  readonly floors = new Float32Array(MAP_SIDE * MAP_SIDE).fill(Number.NaN);
  readonly boundary: readonly Segment[];
  readonly remarks: readonly string[];
  /** How often pixels were filled in. */
  revision = 0;
  readonly #backend: Backend;
  readonly #density: DensityQueue;
  readonly #options: TrainedMapOptions;
  readonly #levels: readonly number[];
  readonly #theory: LinearTheory | undefined;
  readonly #scope: Scope;
  readonly #population: Population;
  readonly #laws = new Map<number, Law>();
  #level = 0;
  #row = 0;
  #tile: Tile | undefined;

  /** Of the density's points. `levels`: sides of the pictures, which divide MAP_SIDE. */
  constructor(
    backend: Backend,
    density: DensityQueue,
    options: TrainedMapOptions,
    levels = levelsFor(backend, options.model),
  ) {
    const { axes, model, optimiser, weighting } = options;
    this.#backend = backend;
    this.#density = density;
    this.#options = options;
    this.#levels = levels;
    this.axes = axes;
    this.steps = RUNS[model.model].steps;
    const [x, y] = axes.map((key) => mapScale(key, options));
    this.scales = [x, y];
    this.values = [valuesOf(axes[0], x), valuesOf(axes[1], y)];
    const isKnown = model.model === 'linear' && optimiser === 'sgd';
    this.#theory = isKnown ? new LinearTheory(density.points, weighting) : undefined;
    this.boundary = this.#theory?.boundary(MAP_SIDE - 1, (column, row) => this.settingAt(column, row)) ?? [];
    this.remarks = remarksOf(options, this.#theory);
    this.#scope = new Scope(backend);
    const room = { data: density.points, most: Math.max(...levels) ** 2, steps: this.steps };
    this.#population = new Population(backend, this.#scope, { ...options, ...room });
  }

  /** Share of all models of all pictures. */
  get done(): number {
    const side = this.#levels[this.#level] ?? 0;
    const before = this.#levels.slice(0, this.#level).reduce((sum, each) => sum + each * each, side * this.#row);
    return before / this.#levels.reduce((sum, each) => sum + each * each, 0);
  }

  /** Of a pixel, or between pixels. */
  settingAt(column: number, row: number): ModelSetting {
    const { setting, model } = this.#options;
    const limited = { ...setting, batch: Math.min(setting.batch, RUNS[model.model].batch) };
    const [x, y] = [column, row].map((place, i) => betweenValues('log', this.values[i], place));
    return { ...limited, [this.axes[0]]: x, [this.axes[1]]: y };
  }

  /** max |1 − ηλ|; NaN where there is no such theory. */
  modulusAt(column: number, row: number): number {
    return this.#theory?.modulusAt(this.settingAt(column, row)) ?? Number.NaN;
  }

  /** Trains for about 40 ms; true while there is more. */
  async refine(): Promise<boolean> {
    if (this.done === 1) return false;
    const ready = this.#backend.prepare(this.#population.kernel).then(() => true);
    if (!(await within(COMPILING_MS, ready))) return true;
    const started = performance.now();
    do await this.#launch();
    while (this.done < 1 && performance.now() - started < TURN_MS);
    return this.done < 1;
  }

  dispose(): void {
    this.#scope.dispose();
  }

  /** Some steps of a tile, as many as are paced; or, at its end, what came of its models. */
  async #launch(): Promise<void> {
    const { model } = this.#options;
    const start = FIRST_WORK[this.#backend.kind];
    const pacer = pacerOf(this.#backend, `population: ${model.model}`, start, 1);
    const paced = new PacedWork(this.#backend, pacer, Infinity);
    const tile = (this.#tile ??= this.#beginTile(paced.budget));
    const { samples } = this.#population;
    const steps = Math.min(this.steps - tile.step, Math.max(1, Math.floor(paced.budget / samples)));
    this.#population.record(tile.step, steps);
    tile.step += steps;
    await paced.add(steps * samples);
    await paced.flush();
    if (tile.step === this.steps) await this.#endTile(tile);
  }

  #beginTile(budget: number): Tile {
    const side = this.#levels[this.#level];
    const stride = MAP_SIDE / side;
    const middle = (index: number): number => index * stride + Math.floor(stride / 2);
    const row = (index: number): ModelSetting[] =>
      Array.from({ length: side }, (_, column) => this.settingAt(middle(column), middle(this.#row + index)));
    const samples = row(0).reduce((sum, { batch }) => sum + batch, 0);
    const affordable = Math.max(1, Math.floor(budget / (LEAST_STEPS * samples)));
    const rows = Math.min(side - this.#row, affordable);
    const settings = Array.from({ length: rows }, (_, index) => row(index)).flat();
    this.#population.begin(settings);
    return { rows, settings, step: 0 };
  }

  async #endTile({ rows, settings }: Tile): Promise<void> {
    const side = this.#levels[this.#level];
    const stride = MAP_SIDE / side;
    const models = await this.#population.read();
    for (const [i, weights] of models.entries()) {
      if (i % BREATH === BREATH - 1) await nextTask();
      const { sigma } = settings[i];
      const { validation, start } = await this.#lawAt(sigma);
      const excess = excessOf(this.#options.model, weights, validation);
      const [column, row] = [i % side, this.#row + Math.floor(i / side)];
      for (let y = row * stride; y < (row + 1) * stride; y++) {
        const [from, to] = [column, column + 1].map((at) => y * MAP_SIDE + at * stride);
        this.excess.fill(excess, from, to);
        this.outcomes.fill(outcomeOf(excess, start), from, to);
        this.floors.fill(validation.floor.value, from, to);
      }
    }
    this.revision++;
    this.#tile = undefined;
    [this.#level, this.#row] = this.#row + rows < side ? [this.#level, this.#row + rows] : [this.#level + 1, 0];
  }

  async #lawAt(sigma: number): Promise<Law> {
    const known = this.#laws.get(sigma);
    if (known) return known;
    const { model, seed } = this.#options;
    const validation = await validationAt(this.#density, sigma, seed, DRAWS);
    const law = { validation, start: excessOf(model, firstWeights(model, seed), validation) };
    this.#laws.set(sigma, law);
    return law;
  }
}

/** What is known of the noisy law at one noise level. */
interface Law {
  readonly validation: Validation;
  /** The excess where training begins. */
  readonly start: number;
}

/** J_ESM on the draws; infinite where a weight is not finite. */
function excessOf(model: ScoreModel, weights: Float32Array, validation: Validation): number {
  if (!weights.every(Number.isFinite)) return Infinity;
  const pass = scorePass(model);
  const said = new Float64Array(2 * validation.draws.length);
  validation.draws.forEach(({ x }, i) => pass.score(weights, 0, x, validation.sigma, said.subarray(2 * i, 2 * i + 2)));
  return lossesOf(validation, said).explicit.value;
}

/** Up to here an excess is what it was at the start. */
const SAME = 1.05;

/** From −1, a thousandth of the start's excess, to 1, diverged beyond all bounds; 0: no better than at the start; NaN: not known. */
export function outcomeOf(excess: number, start: number): number {
  if (Number.isNaN(excess)) return excess;
  if (excess > DIVERGED * start)
    return Number.isFinite(excess) ? Math.min(1, Math.log(excess / start) / Math.log(1e12)) : 1;
  return excess * SAME < start ? Math.max(-1, Math.log(excess / start) / Math.log(1e3)) : 0;
}

/** What a map is chosen by: its axes as 'rate-sigma', or 'off'. */
export interface MapValues extends ModelSetting, Omit<TrainedMapOptions, 'axes' | 'setting' | 'seed'> {
  readonly map: string;
}

/** One map at a time: it stays for as long as nothing on it changes. */
export class TrainedMaps {
  readonly #start: (options: Omit<TrainedMapOptions, 'seed'>) => TrainedMap;
  #map: TrainedMap | undefined;
  #key = '';

  constructor(backend: Backend, density: DensityQueue, seed: number) {
    this.#start = (options) => new TrainedMap(backend, density, { ...options, seed });
  }

  /** The map at these settings; undefined where none is wanted. */
  at({ map, model, optimiser, weighting, rate, sigma, batch }: MapValues): TrainedMap | undefined {
    const axes = map.split('-') as [MapAxisKey, MapAxisKey];
    const setting = { rate, sigma, batch };
    const options = { axes, model, optimiser, weighting, setting };
    const varied = Object.fromEntries(axes.map((key) => [key, undefined]));
    const key = JSON.stringify({ ...options, setting: { ...setting, ...varied } });
    if (key === this.#key) return this.#map;
    this.dispose();
    this.#key = key;
    return (this.#map = map === 'off' ? undefined : this.#start(options));
  }

  dispose(): void {
    this.#map?.dispose();
    this.#map = undefined;
    this.#key = '';
  }
}
