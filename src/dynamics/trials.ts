// Small experiments with the Dirac-GAN beside a run, with the very kernels that move the trajectories: paths from chosen starts, the
// measured linearisation, growth rates over a scan. All of them depend on the settings alone.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import { Progress } from './progress';
import { diracField } from '../kernels/dirac-field';
import { diracGrowth, gridParams } from '../kernels/dirac-growth';
import { diracJacobian } from '../kernels/dirac-jacobian';
import { diracRun } from '../kernels/dirac-run';
import type { GridAxis } from '../math/dirac-grid';
import { fitGrowth, growthTrial, type GrowthFit } from '../math/dirac-growth';
import { isSmooth } from '../math/dirac-linearisation';
import type { Path, Point } from '../math/dirac-paths';
import { LINEAR, roundSpacing } from '../math/dirac-rounding';
import type { Settings } from '../math/dirac-scheme';
import { jacobianFromDifferences, type Matrix } from '../math/spectrum';

/** One lane each; a path has up to this many records. */
const LANES = 4;
const RECORDS = 4096;
/** Rounds of one launch, and pixels of one scan. */
const ROUNDS = 4096;
const PIXELS = 1024;
/** Launches that are handed over before the device is waited for: they are short, and waiting is not. */
const IN_FLIGHT = 8;

interface TraceOptions {
  readonly steps: number;
  /** Rounds between records; the default records as often as there is room for. */
  readonly stride?: number;
  /** Steps h/k (G5). */
  readonly harmonic?: boolean;
}

export class Trials {
  /** Whether the device computes in float32. */
  readonly single: boolean;
  readonly #backend: Backend;
  readonly #progress: Progress;
  readonly #lanes: Readonly<Record<'positions' | 'paths' | 'owed', DeviceArray>>;
  readonly #points: Readonly<Record<'points' | 'velocity', DeviceArray>>;
  readonly #grid: Readonly<Record<'xs' | 'ys' | 'growth' | 'jacobians', DeviceArray>>;

  constructor(backend: Backend, scope: Scope) {
    this.#backend = backend;
    this.single = backend.kind === 'webgpu';
    this.#progress = new Progress(backend, scope, 'trials', 'rounds');
    this.#lanes = scope.createAll('trials', { positions: 2 * LANES, owed: 2 * LANES, paths: 2 * LANES * RECORDS });
    this.#points = scope.createAll('trials', { points: 2 * LANES, velocity: 2 * LANES });
    this.#grid = scope.createAll('trials', { xs: PIXELS, ys: PIXELS, growth: PIXELS, jacobians: 4 * PIXELS });
  }

  /** Paths of up to four starts over `steps` rounds. */
  async trace(
    { rule, pace }: Settings,
    starts: readonly Point[],
    { steps, stride = 1, harmonic = false }: TraceOptions,
  ): Promise<Path[]> {
    const every = Math.max(stride, Math.ceil(steps / (RECORDS - 1)));
    const kernel = diracRun(rule, { harmonic, oneEach: pace.generatorSteps * pace.discriminatorSteps === 1 });
    const backend = this.#backend;
    await backend.prepare(kernel);
    const { positions, owed, paths } = this.#lanes;
    backend.write(positions, Array.from({ length: LANES }, (_, lane) => starts[lane] ?? starts[0]).flat());
    backend.clear(owed);
    const arrays = { ...this.#lanes, progress: this.#progress.counters };
    const records = { traced: LANES, pathLength: RECORDS, stride: every };
    for (let done = 0; done < steps; done += ROUNDS) {
      const params = { ...pace, ...records, firstStep: done, steps: Math.min(ROUNDS, steps - done) };
      backend.dispatch(kernel, { arrays, params, threads: 1 });
      this.#progress.expect(LANES * params.steps);
      backend.submit();
      if ((done / ROUNDS) % IN_FLIGHT === IN_FLIGHT - 1) await backend.settled();
    }
    await this.#progress.verify();
    const rows = await backend.read(paths);
    return starts.map((start, lane) => {
      const points: Point[] = [this.single ? [Math.fround(start[0]), Math.fround(start[1])] : start];
      for (let row = 1; row <= Math.floor(steps / every); row++) points.push(pointOf(rows, row * LANES + lane));
      return { stride: every, points };
    });
  }

  /** The path of one start, up to its end. */
  async follow(settings: Settings, start: Point, options: TraceOptions): Promise<Path & { readonly last: Point }> {
    const [path] = await this.trace(settings, [start], options);
    return { ...path, last: path.points[path.points.length - 1] };
  }

  /** The growth a round of small starts, fitted; undefined where nothing is left to fit. */
  async growthFit(settings: Settings): Promise<GrowthFit | undefined> {
    if (!isSmooth(settings)) return undefined;
    const { starts, steps } = growthTrial(settings);
    return fitGrowth(await this.trace(settings, starts, { steps }));
  }

  /** The Jacobian of one round at the equilibrium. */
  async jacobian(settings: Settings): Promise<Matrix> {
    const [matrix] = await this.jacobians(settings, 'none', [0]);
    return matrix;
  }

  /** The same for each value of one setting, at most 1024. */
  async jacobians(settings: Settings, axis: GridAxis, values: readonly number[]): Promise<Matrix[]> {
    const kernel = diracJacobian(settings.rule);
    await this.#backend.prepare(kernel);
    this.#backend.write(this.#grid.xs, values);
    const params = { ...gridParams(settings, axis, 'none'), columns: values.length, spacing: roundSpacing(settings) };
    this.#backend.dispatch(kernel, { arrays: this.#grid, params, threads: values.length });
    const entries = await this.#backend.read(this.#grid.jacobians, 0, 4 * values.length);
    return values.map((_, i) => [...pointOf(entries, 2 * i), ...pointOf(entries, 2 * i + 1)]);
  }

  /** Mean log growth a round of small starts, for each value of one setting (a multiple of four, at most 1024). */
  async growth(settings: Settings, axis: GridAxis, values: readonly number[], steps: number): Promise<number[]> {
    const kernel = diracGrowth(settings.rule);
    await this.#backend.prepare(kernel);
    this.#backend.write(this.#grid.ys, values);
    const params = { ...gridParams(settings, 'none', axis), columns: 1, steps: 4 * Math.ceil(steps / 4) };
    this.#backend.dispatch(kernel, { arrays: this.#grid, params, threads: values.length / 4 });
    return Array.from(await this.#backend.read(this.#grid.growth, 0, values.length));
  }

  /** The Jacobian of the field v at the equilibrium. */
  async fieldJacobian({ rule, pace: { sigma, gamma, g0 } }: Settings): Promise<Matrix> {
    const kernel = diracField(rule);
    await this.#backend.prepare(kernel);
    const spacing = 2 ** Math.floor(Math.log2(LINEAR / Math.max(1, sigma)));
    this.#backend.write(this.#points.points, [spacing, 0, -spacing, 0, 0, spacing, 0, -spacing]);
    this.#backend.dispatch(kernel, { arrays: this.#points, params: { sigma, gamma, g0 }, threads: LANES });
    const v = await this.#backend.read(this.#points.velocity);
    return jacobianFromDifferences(pointOf(v, 0), pointOf(v, 1), pointOf(v, 2), pointOf(v, 3), spacing);
  }
}

function pointOf(values: ArrayLike<number>, row: number): Point {
  return [Number(values[2 * row]), Number(values[2 * row + 1])];
}
