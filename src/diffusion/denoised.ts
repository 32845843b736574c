// Where the denoiser has the leading particles of the plane: x̂ of their z, times α as the data are drawn. MATHS.md 2.6.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import { meanShift } from '../kernels/mean-shift';
import type { DenoiserOptions } from '../math/diffusion-sampler';
import type { NoiseLevel } from '../math/diffusion-schedule';
import { urgentWork } from '../score/device-turns';
import { FusedSteps, type FusedArrays } from './fused-steps';
import type { DataCentres } from './process-settings';
import { denoiserRow } from './row-blocks';

const MOST = { webgpu: 4_096, reference: 512 } as const;

export class Denoised {
  readonly count: number;
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #steps: FusedSteps;
  readonly #arrays: FusedArrays;
  readonly #zeros: DeviceArray;
  #isKnown = false;

  /** Of at most `count` particles; for data that the fused steps hold. */
  constructor(backend: Backend, { centres: data, dimension }: DataCentres, count: number) {
    this.count = Math.min(count, MOST[backend.kind]);
    this.#backend = backend;
    const scope = (this.#scope = new Scope(backend));
    const rows = [denoiserRow({ alpha: 1, sigma: 1 }, {})];
    this.#steps = new FusedSteps(backend, scope, { data, dimension, rows, evaluations: 1, noise: 'none' });
    this.#arrays = {
      positions: scope.create('denoised', 'f32', 2 * this.count),
      progress: scope.create('denoised: progress', 'u32', 1),
      paths: scope.create('denoised: paths', 'f32', 2),
    };
    this.#zeros = scope.create('denoised: nothing', 'f32', 2 * this.count);
  }

  /** f32 [count, 2]; undefined before they were asked. */
  get positions(): DeviceArray | undefined {
    return this.#isKnown ? this.#arrays.positions : undefined;
  }

  /** `places`: f32 [at least count, 2], z at this level. */
  async update(places: DeviceArray, level: NoiseLevel, options: DenoiserOptions): Promise<void> {
    await Promise.all([this.#backend.prepare(meanShift), this.#steps.prepare()]);
    await urgentWork(this.#backend);
    this.#steps.configure({ rows: [denoiserRow(level, options, { z: 0, x: level.alpha })], noise: 'none' });
    // A copy, by a step of size 0.
    const copied = { places, score: this.#zeros, plane: this.#arrays.positions };
    this.#backend.dispatch(meanShift, { arrays: copied, params: { dimension: 2 }, threads: this.count });
    this.#steps.dispatch(this.#arrays, { lastParticle: this.count });
    this.#backend.submit();
    this.#isKnown = true;
  }

  /** Frees all. Idempotent. */
  dispose(): void {
    this.#scope.dispose();
  }
}
