// Steps of a diffusion sampler on the line or in the plane, many inside one launch.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import type { Kernel } from '../compute/kernel';
import {
  diffusionSteps,
  packRows,
  type DiffusionStepsForm,
  type DiffusionStepsParams,
  type ParticlesAThread,
} from '../kernels/diffusion-steps';
import type { SamplerRow } from '../math/diffusion-sampler';
import { isSoftware } from '../score/adapter';

/** Beyond so many points the kernel score's engine, which leaves out pairs, is faster. */
export const MOST_FUSED_POINTS = 4_096;

/** A line as the plane's first axis: row-major [n, 2]. */
export function inPlane(values: ArrayLike<number>, dimension: number): Float64Array {
  if (dimension === 2) return Float64Array.from(values);
  const plane = new Float64Array(2 * values.length);
  for (let i = 0; i < values.length; i++) plane[2 * i] = values[i];
  return plane;
}

export interface FusedStepsOptions extends Omit<DiffusionStepsForm, 'particlesAThread'> {
  /** Row-major [points, dimension]. */
  readonly data: ArrayLike<number>;
  /** 1 or 2 */
  readonly dimension: number;
  /** max(1, evaluations) for each step. */
  readonly rows: readonly SamplerRow[];
}

/** Where the particles are, and what is written beside: as the kernel names them. */
export interface FusedArrays {
  readonly positions: DeviceArray;
  readonly progress: DeviceArray;
  readonly paths: DeviceArray;
  readonly noise?: DeviceArray;
}

export class FusedSteps {
  /** Pairs of a particle and a point that a step of one particle takes. */
  readonly pairs: number;
  readonly #backend: Backend;
  readonly #evaluations: DiffusionStepsForm['evaluations'];
  #kernel: Kernel<DiffusionStepsParams>;
  readonly #particlesAThread: ParticlesAThread;
  readonly #table: DeviceArray;
  readonly #arrays: Readonly<Record<string, DeviceArray>>;
  readonly #params: Partial<DiffusionStepsParams>;

  constructor(backend: Backend, scope: Scope, options: FusedStepsOptions) {
    const { data, dimension, rows, evaluations, noise } = options;
    const points = data.length / dimension;
    this.#backend = backend;
    this.#particlesAThread = isSoftware(backend) ? 8 : 1;
    this.#evaluations = evaluations;
    this.#kernel = this.#kernelFor(noise);
    this.#params = { points, secondNoise: dimension === 2 ? 1 : 0 };
    this.pairs = Math.max(1, evaluations * points);
    const packed = packRows(rows);
    const table = (this.#table = scope.create('sampler table', 'f32', packed.length));
    backend.write(table, packed);
    if (evaluations === 0) {
      this.#arrays = { table };
    } else {
      const held = scope.create('data', 'f32', 4 * Math.ceil(points / 2));
      backend.write(held, inPlane(data, dimension));
      this.#arrays = { table, data: held };
    }
  }

  prepare(): Promise<void> {
    return this.#backend.prepare(this.#kernel);
  }

  /** As many other rows, once `prepare` has resolved anew. */
  configure({ rows, noise }: Pick<FusedStepsOptions, 'rows' | 'noise'>): void {
    this.#kernel = this.#kernelFor(noise);
    this.#backend.write(this.#table, packRows(rows));
  }

  /** Records steps of the particles [firstParticle, lastParticle) of `params`. */
  dispatch(arrays: FusedArrays, params: Partial<DiffusionStepsParams>): void {
    const { firstParticle = 0, lastParticle = 1 } = params;
    this.#backend.dispatch(this.#kernel, {
      arrays: { ...this.#arrays, ...arrays },
      threads: Math.ceil((lastParticle - firstParticle) / this.#particlesAThread),
      params: { ...this.#params, ...params },
    });
  }

  #kernelFor(noise: FusedStepsOptions['noise']): Kernel<DiffusionStepsParams> {
    return diffusionSteps({ evaluations: this.#evaluations, noise, particlesAThread: this.#particlesAThread });
  }
}
