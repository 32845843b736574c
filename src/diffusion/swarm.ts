// Particles of a diffusion process that stay on the device: by launches of many steps in the plane, by the kernel score's engine elsewhere.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import type { EvaluatedField } from '../dynamics/scored-moves';
import { PathRing } from '../dynamics/path-ring';
import { Progress } from '../dynamics/progress';
import type { Movable } from '../dynamics/stepper';
import { meanShift } from '../kernels/mean-shift';
import { FusedSteps, MOST_FUSED_POINTS } from './fused-steps';
import { MeanSteps } from './mean-steps';
import type { Process } from './process';

export interface SwarmOptions {
  readonly label: string;
  readonly process: Process;
  /** Row-major [M, dimension]. */
  readonly data: Float32Array;
  readonly dimension: number;
  readonly count: number;
  readonly seed: number;
  /** Steps in which the run counts; the process may have others on the same way. */
  readonly horizon: number;
  /** As of MeanSteps. */
  readonly learned?: EvaluatedField | undefined;
}

/** Steps of one's own of which a step of the run is made up, exactly all at the horizon. */
function ownStep({ process, horizon }: SwarmOptions, step: number): number {
  return Math.floor((step * process.steps) / horizon);
}

abstract class Swarm {
  readonly size: number;
  readonly dimension: number;
  readonly seed: number;
  /** f32 [size, 2]: the first two coordinates. */
  abstract readonly positions: DeviceArray;
  /** f32 [size, dimension] */
  abstract readonly places: DeviceArray;
  protected readonly own: (step: number) => number;

  constructor(options: SwarmOptions) {
    this.size = options.count;
    this.dimension = options.dimension;
    this.seed = options.seed;
    this.own = (step) => ownStep(options, step);
  }

  abstract prepare(): Promise<void>;
  /** A process of as many rows, from the step to come on. */
  abstract configure(process: Process): Promise<void>;
  /** Puts the particles at z, row-major [size, dimension], after so many steps of the run; once `prepare` has resolved. */
  abstract place(values: ArrayLike<number>, step: number): void;
  abstract verify(): Promise<void>;
  abstract readPaths(step: number): Promise<readonly Float32Array[]>;
}

/** Records that a trail keeps. */
const TRAIL = 96;

/** In the plane. */
export class FusedSwarm extends Swarm implements Movable {
  readonly positions: DeviceArray;
  readonly count: number;
  /** Pairs of a particle and a point in a step. */
  readonly pairs: number;
  readonly #steps: FusedSteps;
  readonly #progress: Progress;
  readonly #ring: PathRing;
  readonly #backend: Backend;

  constructor(backend: Backend, scope: Scope, options: SwarmOptions) {
    super(options);
    const { label, process, data, dimension, count } = options;
    this.#backend = backend;
    this.count = count;
    this.positions = scope.create(label, 'f32', 2 * count);
    this.#steps = new FusedSteps(backend, scope, { ...process, data, dimension });
    this.pairs = this.#steps.pairs;
    this.#progress = new Progress(backend, scope, label, 'particle-steps');
    this.#ring = new PathRing(backend, scope, label, count);
    this.#ring.record(Math.max(1, Math.ceil(process.steps / TRAIL)), 0);
  }

  get places(): DeviceArray {
    return this.positions;
  }

  prepare(): Promise<void> {
    return this.#steps.prepare();
  }

  configure(process: Process): Promise<void> {
    this.#steps.configure(process);
    return this.prepare();
  }

  place(values: ArrayLike<number>, step: number): void {
    this.#backend.write(this.positions, values);
    this.#ring.beginAt(this.own(step));
  }

  dispatch(from: number, count: number, firstStep: number, steps: number): void {
    const [first, last] = [this.own(firstStep), this.own(firstStep + steps)];
    if (first === last) return;
    const { paths, traced, pathLength, stride } = this.#ring;
    const arrays = { positions: this.positions, progress: this.#progress.counters, paths };
    const slice = { firstParticle: from, lastParticle: from + count, firstStep: first, steps: last - first };
    this.#steps.dispatch(arrays, { seed: this.seed, ...slice, traced, pathLength, stride });
    this.#progress.expect(count * (last - first));
  }

  verify(): Promise<void> {
    return this.#progress.verify();
  }

  readPaths(step: number): Promise<readonly Float32Array[]> {
    return this.#ring.read(this.positions, this.own(step));
  }
}

/** In any dimension, among any number of points; it leaves no trails. */
export class MeanSwarm extends Swarm {
  readonly positions: DeviceArray;
  readonly #backend: Backend;
  readonly #steps: MeanSteps;
  readonly #zeros: DeviceArray | undefined;

  constructor(backend: Backend, scope: Scope, options: SwarmOptions) {
    super(options);
    const { data, dimension, process, count, seed, label, learned } = options;
    const { rows, rowsAStep, noise } = process;
    this.#backend = backend;
    this.#steps = new MeanSteps(backend, { data, dimension, rows, rowsAStep, noise, seed, count, learned });
    this.#zeros = dimension === 2 ? undefined : scope.create(`${label}: nothing`, 'f32', count * dimension);
    this.positions = this.#zeros ? scope.create(label, 'f32', 2 * count) : this.#steps.positions;
  }

  get places(): DeviceArray {
    return this.#steps.positions;
  }

  async prepare(): Promise<void> {
    await this.#backend.prepare(meanShift);
    await this.#steps.prepare();
  }

  configure(process: Process): Promise<void> {
    return this.#steps.configure(process);
  }

  place(values: ArrayLike<number>, step: number): void {
    this.#steps.place(values, this.own(step));
    this.#project();
  }

  /** It has begun a step beyond those that lead there. */
  isBeyond(step: number): boolean {
    return this.#steps.step > this.own(step);
  }

  /** To where so many steps of the run lead; rejects with the reason of an aborted signal. */
  async reach(step: number, signal?: AbortSignal): Promise<void> {
    while (this.#steps.step < this.own(step)) {
      await this.#steps.advance(signal ? { signal } : {});
      await this.#backend.settled();
    }
    this.#project();
  }

  async verify(): Promise<void> {
    // Every launch of the engine is counted by the backend.
  }

  async readPaths(): Promise<readonly Float32Array[]> {
    return [];
  }

  dispose(): void {
    this.#steps.dispose();
  }

  /** The first two coordinates, by a step of size 0. */
  #project(): void {
    if (!this.#zeros) return;
    const arrays = { places: this.places, score: this.#zeros, plane: this.positions };
    this.#backend.dispatch(meanShift, { arrays, params: { dimension: this.dimension }, threads: this.size });
    this.#backend.submit();
  }
}

/** All steps of a launch in one kernel, where that serves. */
export function isFused({ data, dimension, learned }: Pick<SwarmOptions, 'data' | 'dimension' | 'learned'>): boolean {
  return !learned && dimension === 2 && data.length <= 2 * MOST_FUSED_POINTS;
}
