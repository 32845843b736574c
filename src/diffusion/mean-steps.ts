// Steps of a diffusion sampler in any dimension and with any number of points: the weighted means by the kernel score's engine,
// then the move, all on the device.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import { diffusionMove } from '../kernels/diffusion-move';
import type { StepNoise } from '../kernels/diffusion-steps';
import type { SamplerRow } from '../math/diffusion-sampler';
import { KernelScore } from '../score/kernel-score';
import type { Progress } from '../score/paced-work';

export interface MeanStepsOptions {
  /** Row-major [points, dimension]. */
  readonly data: Float32Array;
  readonly dimension: number;
  readonly rows: readonly SamplerRow[];
  /** Rows of one step: two for Heun. */
  readonly rowsAStep: 1 | 2;
  readonly noise: StepNoise;
  readonly seed: number;
  /** z, row-major [n, dimension]. */
  readonly initial: ArrayLike<number>;
}

export class MeanSteps {
  /** f32 [n, dimension]: z after the steps taken. */
  readonly positions: DeviceArray;
  readonly #backend: Backend;
  readonly #options: MeanStepsOptions;
  readonly #count: number;
  readonly #scope: Scope;
  readonly #engine: KernelScore;
  readonly #arrays: Readonly<Record<'means' | 'carried' | 'scaled' | 'noise' | 'density', DeviceArray>>;
  #step = 0;

  constructor(backend: Backend, options: MeanStepsOptions) {
    const { data, dimension, rows, initial } = options;
    this.#backend = backend;
    this.#options = options;
    this.#count = initial.length / dimension;
    this.#scope = new Scope(backend);
    const create = (label: string, length: number): DeviceArray => this.#scope.create(label, 'f32', length);
    this.#engine = new KernelScore(backend, data, dimension);
    this.positions = create('positions', initial.length);
    this.#arrays = {
      means: create('means', initial.length),
      carried: create('carried', initial.length),
      scaled: create('scaled', initial.length),
      noise: create('noise', options.noise === 'given' ? initial.length : 1),
      density: create('log density', this.#count),
    };
    backend.write(this.positions, initial);
    backend.write(
      this.#arrays.scaled,
      Float64Array.from(initial, (value) => value * rows[0].scale),
    );
  }

  /** One step of all particles; `noise` [n, dimension] where it is given. Rejects with the reason of an aborted signal. */
  async step(progress: Pick<Progress, 'signal'>, noise?: ArrayLike<number>): Promise<void> {
    const { rows, rowsAStep } = this.#options;
    await this.#backend.prepare(diffusionMove(this.#options.noise));
    if (noise) this.#backend.write(this.#arrays.noise, noise);
    for (let k = 0; k < rowsAStep; k++) {
      const row = rowsAStep * this.#step + k;
      await this.#denoise(rows[row], progress);
      this.#move(rows[row], rows[row + 1]?.scale ?? 1, k);
    }
    this.#step++;
  }

  /** Frees all. Idempotent. */
  dispose(): void {
    this.#engine.dispose();
    this.#scope.dispose();
  }

  async #denoise({ rate }: SamplerRow, progress: Pick<Progress, 'signal'>): Promise<void> {
    const { means, scaled, density } = this.#arrays;
    const sigma = Math.sqrt(Math.LOG2E / (2 * rate));
    const method = await this.#engine.steadyMethod(this.#count, sigma);
    const into = { score: means, logDensity: density };
    await this.#engine.evaluate({ queries: scaled, sigma, method, gives: 'mean', into, ...progress });
  }

  #move({ a, b, c, carryZ, carryX }: SamplerRow, nextScale: number, addsCarried: number): void {
    const { dimension, noise, seed } = this.#options;
    const { means, carried, scaled } = this.#arrays;
    this.#backend.dispatch(diffusionMove(noise), {
      arrays: {
        places: this.positions,
        means,
        carried,
        scaled,
        ...(noise === 'given' ? { noise: this.#arrays.noise } : {}),
      },
      threads: this.#count * Math.ceil(dimension / 2),
      params: { dimension, seed, step: this.#step, a, b, c, carryZ, carryX, addsCarried, nextScale },
    });
    this.#backend.submit();
  }
}
