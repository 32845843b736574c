// Trajectories of the Dirac-GAN under one setting: their arrays, the kernel that moves them, and the proof that it ran.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Kernel } from '../compute/kernel';
import type { Scope } from '../compute/scope';
import { PathRing } from './path-ring';
import { Progress } from './progress';
import type { Movable } from './stepper';
import { diracRun, type DiracRunParams } from '../kernels/dirac-run';
import { isSmooth, operatorOf } from '../math/dirac-linearisation';
import type { Settings } from '../math/dirac-scheme';

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
  readonly #progress: Progress;
  readonly #ring: PathRing;
  #settings: Settings | undefined;
  #kernel: Kernel<DiracRunParams> | undefined;

  constructor(backend: Backend, scope: Scope, label: string, size: number) {
    this.size = size;
    this.count = 4 * Math.ceil(size / 4);
    this.#backend = backend;
    this.positions = scope.create(`${label}: positions`, 'f32', 2 * this.count);
    this.owed = scope.create(`${label}: owed`, 'f32', 2 * this.count);
    this.#progress = new Progress(backend, scope, label, 'rounds');
    this.#ring = new PathRing(backend, scope, label, this.count);
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
    this.#ring.record(trailStride(settings, this.#ring.pathLength), step);
    this.#kernel = kernel;
    this.#settings = settings;
  }

  /** Puts all trajectories somewhere else; trails begin anew at `step`. */
  place(positions: ArrayLike<number>, step: number, owed?: ArrayLike<number>): void {
    this.#backend.write(this.positions, positions);
    this.#backend.clear(this.owed);
    if (owed) this.#backend.write(this.owed, owed);
    this.#ring.beginAt(step);
  }

  dispatch(from: number, count: number, firstStep: number, steps: number, seed: number): void {
    if (!this.#kernel) throw new Error('configure the trajectories before they are moved');
    const { paths, traced, pathLength, stride } = this.#ring;
    const arrays = { positions: this.positions, progress: this.#progress.counters, paths, owed: this.owed };
    const launch = { seed, firstThread: from / 4, firstStep, steps, traced, pathLength, stride };
    this.#backend.dispatch(this.#kernel, { arrays, params: { ...this.settings.pace, ...launch }, threads: count / 4 });
    this.#progress.expect(count * steps);
  }

  verify(): Promise<void> {
    return this.#progress.verify();
  }

  readPaths(step: number): Promise<readonly Float32Array[]> {
    return this.#ring.read(this.positions, step, this.size);
  }
}

/** So that so many records are about one turn around the equilibrium. */
function trailStride(settings: Settings, records: number): number {
  if (!isSmooth(settings)) return Math.max(1, Math.min(64, Math.round(0.05 / settings.pace.h)));
  const [, upper, lower] = operatorOf(settings);
  const anglePerRound = Math.sqrt(Math.abs(upper * lower));
  return Math.max(1, Math.min(64, Math.floor((2 * Math.PI) / (records * anglePerRound))));
}
