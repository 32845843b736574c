// Small experiments beside the run, with the very kernels that move the trajectories: paths from chosen starts, the
// measured linearisation, growth rates over a scan. All of them depend on the settings alone.
import { GpuFaultError, type Backend, type DeviceArray } from '../../compute/backend';
import type { Scope } from '../../compute/scope';
import { diracField } from '../../kernels/dirac-field';
import { diracGrowth, type GridParams } from '../../kernels/dirac-growth';
import { diracJacobian } from '../../kernels/dirac-jacobian';
import { diracRun } from '../../kernels/dirac-run';
import { gridAxes, type GridAxis } from '../../math/dirac-grid';
import { objectives } from '../../math/dirac-objective';
import { jacobianFromDifferences, type Matrix } from '../../math/spectrum';
import type { Settings } from './settings';
import { majorantOf } from './theory/linearisation';

export type Point = readonly [theta: number, psi: number];

/** One lane each; a path has up to this many records. */
const LANES = 4;
const RECORDS = 4096;
/** Rounds of one launch, and pixels of one scan. */
const ROUNDS = 4096;
const PIXELS = 1024;
/** Launches that are handed over before the device is waited for: they are short, and waiting is not. */
const IN_FLIGHT = 8;
/**
 * How far from the equilibrium the points of a difference quotient may come on their way through a round, σ times as far under
 * noise: f is linear there to LINEAR². The equilibrium is the origin, so nothing cancels however near they begin.
 */
export const LINEAR = 2 ** -20;
/** Nearer than that float32 has no room for what a round makes smaller. */
const NEAREST = 2 ** -80;

export interface TraceOptions {
  readonly steps: number;
  /** Rounds between records; the default records as often as there is room for. */
  readonly stride?: number;
  /** Steps h/k (G5). */
  readonly harmonic?: boolean;
}

/** Positions of one start: [records, 2], the start first. */
export interface Path {
  readonly stride: number;
  readonly points: readonly Point[];
}

export class Probe {
  readonly #backend: Backend;
  readonly #arrays: Record<'positions' | 'progress' | 'paths' | 'owed', DeviceArray>;
  readonly #points: Record<'points' | 'velocity', DeviceArray>;
  readonly #grid: Record<'xs' | 'ys' | 'growth' | 'jacobians', DeviceArray>;

  constructor(backend: Backend, scope: Scope) {
    this.#backend = backend;
    this.#arrays = {
      positions: scope.create('probe: positions', 'f32', 2 * LANES),
      progress: scope.create('probe: progress', 'u32', 1),
      paths: scope.create('probe: paths', 'f32', 2 * LANES * RECORDS),
      owed: scope.create('probe: owed', 'f32', 2 * LANES),
    };
    this.#points = {
      points: scope.create('probe: points', 'f32', 2 * LANES),
      velocity: scope.create('probe: velocity', 'f32', 2 * LANES),
    };
    this.#grid = {
      xs: scope.create('probe: xs', 'f32', PIXELS),
      ys: scope.create('probe: ys', 'f32', PIXELS),
      growth: scope.create('probe: growth', 'f32', PIXELS),
      jacobians: scope.create('probe: jacobians', 'f32', 4 * PIXELS),
    };
  }

  /** Whether the device computes in float32. */
  get single(): boolean {
    return this.#backend.kind === 'webgpu';
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
    const lanes = Array.from({ length: LANES }, (_, lane) => starts[lane] ?? starts[0]);
    backend.write(this.#arrays.positions, lanes.flat());
    backend.clear(this.#arrays.owed);
    backend.clear(this.#arrays.progress);
    for (let done = 0; done < steps; done += ROUNDS) {
      const params = {
        ...pace,
        firstStep: done,
        steps: Math.min(ROUNDS, steps - done),
        traced: LANES,
        pathLength: RECORDS,
        stride: every,
      };
      backend.dispatch(kernel, { arrays: this.#arrays, params, threads: 1 });
      backend.submit();
      if ((done / ROUNDS) % IN_FLIGHT === IN_FLIGHT - 1) await backend.settled();
    }
    const [rounds] = await backend.read(this.#arrays.progress);
    if (rounds !== LANES * steps) throw new GpuFaultError(`the device did ${rounds} rounds of ${LANES * steps}`);
    const paths = await backend.read(this.#arrays.paths);
    return starts.map((start, lane) => {
      const points: Point[] = [this.single ? [Math.fround(start[0]), Math.fround(start[1])] : start];
      for (let row = 1; row <= Math.floor(steps / every); row++) {
        const at = 2 * (row * LANES + lane);
        points.push([Number(paths[at]), Number(paths[at + 1])]);
      }
      return { stride: every, points };
    });
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
    const params = { ...gridParams(settings, axis, 'none'), columns: values.length, spacing: spacingOf(settings) };
    this.#backend.dispatch(kernel, { arrays: this.#grid, params, threads: values.length });
    const entries = await this.#backend.read(this.#grid.jacobians, 0, 4 * values.length);
    return values.map((_, i) => [0, 1, 2, 3].map((k) => Number(entries[4 * i + k])) as unknown as Matrix);
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
  async fieldJacobian({ rule, pace }: Settings): Promise<Matrix> {
    const kernel = diracField(rule);
    await this.#backend.prepare(kernel);
    const spacing = 2 ** Math.floor(Math.log2(LINEAR / Math.max(1, pace.sigma)));
    const points = [spacing, 0, -spacing, 0, 0, spacing, 0, -spacing];
    this.#backend.write(this.#points.points, points);
    const { sigma, gamma, g0 } = pace;
    this.#backend.dispatch(kernel, { arrays: this.#points, params: { sigma, gamma, g0 }, threads: 4 });
    const v = await this.#backend.read(this.#points.velocity);
    const at = (i: number): Point => [Number(v[2 * i]), Number(v[2 * i + 1])];
    return jacobianFromDifferences(at(0), at(1), at(2), at(3), spacing);
  }
}

/** By how much a round takes a point away from the equilibrium at most, on its way too, and the noise with it. */
function reach(settings: Settings): number {
  return Math.max(1, settings.pace.sigma) * Math.max(1, ...(majorantOf(settings) ?? []));
}

/** Whether the Jacobian of a round can be measured: the points stay where f is linear. */
export function resolvesRound(settings: Settings): boolean {
  return NEAREST * reach(settings) <= LINEAR;
}

/** Half the distance of the points of a round's difference quotient: a power of two. */
function spacingOf(settings: Settings): number {
  return Math.max(NEAREST, 2 ** Math.floor(Math.log2(LINEAR / reach(settings))));
}

/** The setting that is the same everywhere, as params of the grid kernels. */
export function gridParams({ rule, pace }: Settings, axisX: GridAxis, axisY: GridAxis): GridParams {
  const { h, hD, sigma, gamma, g0, generatorSteps, discriminatorSteps } = pace;
  const slope = objectives[rule.objective].slopeAtZero;
  const axes = { axisX: gridAxes[axisX], axisY: gridAxes[axisY] };
  return { ...axes, h, hD, sigma, gamma, g0, generatorSteps, discriminatorSteps, slope };
}
