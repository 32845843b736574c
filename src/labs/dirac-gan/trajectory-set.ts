// The trajectories of one run, or of its twin: their arrays, the kernel that moves them, and the proof that it ran.
import { GpuFaultError, type Backend, type DeviceArray } from '../../compute/backend';
import type { Kernel } from '../../compute/kernel';
import type { Scope } from '../../compute/scope';
import { diracRun, type DiracRunParams } from '../../kernels/dirac-run';
import type { Movable } from '../../dynamics/stepper';
import type { Settings } from './settings';
import { operatorOf } from './theory/linearisation';

/** Trajectories that leave trails, and the records that are remembered of each. */
const TRACED = 24;
const PATH_LENGTH = 128;

export class TrajectorySet implements Movable {
  /** Trajectories that are shown. */
  readonly size: number;
  /** The same filled up to whole threads; the rest stays at the equilibrium. */
  readonly count: number;
  /** f32 [count, 2] */
  readonly positions: DeviceArray;
  /** f32 [count, 2]: what compensated summation owes. */
  readonly owed: DeviceArray;
  readonly #backend: Backend;
  readonly #progress: DeviceArray;
  readonly #paths: DeviceArray;
  #settings: Settings | undefined;
  #kernel: Kernel<DiracRunParams> | undefined;
  #expectedProgress = 0;
  #stride = 1;
  /** The records of the ring before this step belong to another stride or place. */
  #tracedFrom = 0;

  constructor(backend: Backend, scope: Scope, label: string, size: number) {
    this.size = size;
    this.count = 4 * Math.ceil(size / 4);
    this.#backend = backend;
    this.positions = scope.create(`${label}: positions`, 'f32', 2 * this.count);
    this.owed = scope.create(`${label}: owed`, 'f32', 2 * this.count);
    this.#progress = scope.create(`${label}: progress`, 'u32', 1);
    this.#paths = scope.create(`${label}: paths`, 'f32', 2 * TRACED * PATH_LENGTH);
  }

  get settings(): Settings {
    if (!this.#settings) throw new Error('the trajectories have no settings yet');
    return this.#settings;
  }

  /** Compiles what these settings need and switches to them, from round `step` on. */
  async configure(settings: Settings, step: number): Promise<void> {
    const { generatorSteps, discriminatorSteps } = settings.pace;
    const kernel = diracRun(settings.rule, { oneEach: generatorSteps * discriminatorSteps === 1 });
    await this.#backend.prepare(kernel);
    if (settings.rule.scheme !== this.#settings?.rule.scheme) this.#backend.clear(this.owed);
    const stride = trailStride(settings);
    if (stride !== this.#stride) this.#tracedFrom = step;
    this.#stride = stride;
    this.#kernel = kernel;
    this.#settings = settings;
  }

  /** Puts all trajectories somewhere else; trails begin anew at `step`. */
  place(positions: ArrayLike<number>, step: number, owed?: ArrayLike<number>): void {
    this.#backend.write(this.positions, positions);
    this.#backend.clear(this.owed);
    if (owed) this.#backend.write(this.owed, owed);
    this.#tracedFrom = step;
  }

  dispatch(from: number, count: number, firstStep: number, steps: number, seed: number): void {
    if (!this.#kernel) throw new Error('configure the trajectories before they are moved');
    const arrays = { positions: this.positions, progress: this.#progress, paths: this.#paths, owed: this.owed };
    const trails = { traced: this.#traced, pathLength: PATH_LENGTH, stride: this.#stride };
    const params = { ...this.settings.pace, seed, firstThread: from / 4, firstStep, steps, ...trails };
    this.#backend.dispatch(this.#kernel, { arrays, params, threads: count / 4 });
    this.#expectedProgress = (this.#expectedProgress + count * steps) >>> 0;
  }

  /** Reads the device's own count of rounds; another number than expected is a fault, never a result. */
  async verifyProgress(): Promise<void> {
    const expected = this.#expectedProgress;
    const [done] = await this.#backend.read(this.#progress);
    if (done !== expected)
      throw new GpuFaultError(`the device did ${done} rounds where ${expected} were asked for (modulo 2³²)`);
  }

  /** The trails after `step` rounds, oldest point first, up to where the trajectories are; they end where something is not finite. */
  async readPaths(step: number): Promise<Float32Array[]> {
    const traced = this.#traced;
    const [ring, now] = await Promise.all([
      this.#backend.read(this.#paths),
      this.#backend.read(this.positions, 0, 2 * traced),
    ]);
    const newest = Math.floor(step / this.#stride);
    const length = Math.min(newest - Math.floor(this.#tracedFrom / this.#stride), PATH_LENGTH);
    return Array.from({ length: Math.min(traced, this.size) }, (_, chain) => {
      const line: number[] = [];
      const add = (from: ArrayLike<number | bigint>, at: number): void =>
        void line.push(Math.fround(Number(from[at])), Math.fround(Number(from[at + 1])));
      for (let i = 0; i < length; i++) add(ring, 2 * (((newest - length + 1 + i) % PATH_LENGTH) * traced + chain));
      if (length === 0 || step % this.#stride !== 0) add(now, 2 * chain);
      const lost = line.findIndex((value) => !Number.isFinite(value));
      return Float32Array.from(lost < 0 ? line : line.slice(0, lost - (lost % 2)));
    });
  }

  get #traced(): number {
    return Math.min(TRACED, this.count);
  }
}

/** So that the ring holds about one turn around the equilibrium. */
function trailStride(settings: Settings): number {
  const matrix = operatorOf(settings);
  if (!matrix) return Math.max(1, Math.min(64, Math.round(0.05 / settings.pace.h)));
  const [, upper, lower] = matrix;
  const anglePerRound = Math.sqrt(Math.abs(upper * lower));
  return Math.max(1, Math.min(64, Math.floor((2 * Math.PI) / (PATH_LENGTH * anglePerRound))));
}
