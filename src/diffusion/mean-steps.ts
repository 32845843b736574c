// Steps of a diffusion sampler in any dimension and with any number of points: the weighted means by the kernel score's engine,
// then the move, all on the device.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import type { EvaluatedField } from '../dynamics/scored-moves';
import { diffusionMove, type DiffusionMoveParams } from '../kernels/diffusion-move';
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
  /** Particles. */
  readonly count: number;
  /** Says the score that stands for the weighted means, where it is learned. */
  readonly learned?: EvaluatedField | undefined;
}

export class MeanSteps {
  /** f32 [n, dimension]: z after the steps taken. */
  readonly positions: DeviceArray;
  readonly #backend: Backend;
  #options: MeanStepsOptions;
  readonly #scope: Scope;
  readonly #engine: KernelScore;
  readonly #arrays: Readonly<Record<'means' | 'scaled' | 'noise' | 'density', DeviceArray>>;
  /** Rows taken. */
  #row = 0;

  constructor(backend: Backend, options: MeanStepsOptions) {
    const { data, dimension, count } = options;
    const length = count * dimension;
    this.#backend = backend;
    this.#options = options;
    this.#scope = new Scope(backend);
    const create = (label: string, length: number): DeviceArray => this.#scope.create(label, 'f32', length);
    this.#engine = new KernelScore(backend, data, dimension);
    this.positions = create('positions', length);
    this.#arrays = {
      means: create('means', length),
      scaled: create('scaled', length),
      noise: create('noise', options.noise === 'given' ? length : 1),
      density: create('log density', count),
    };
  }

  /** Steps taken; a fraction where an abort left a step of two rows after the first. */
  get step(): number {
    return this.#row / this.#options.rowsAStep;
  }

  async prepare(): Promise<void> {
    await this.#backend.prepare(diffusionMove(this.#options.noise));
  }

  /** As many other rows from the step to come on; with noise that is drawn, or with none. */
  async configure(process: Pick<MeanStepsOptions, 'rows' | 'noise'>): Promise<void> {
    this.#options = { ...this.#options, ...process };
    await this.prepare();
    this.#scale();
  }

  /** Puts the particles at z, row-major [n, dimension], after so many steps; once `prepare` has resolved. */
  place(values: ArrayLike<number>, step: number): void {
    this.#row = step * this.#options.rowsAStep;
    this.#backend.write(this.positions, values);
    this.#scale();
  }

  /** One step of all particles; `noise` [n, dimension] where it is given. Rejects with the reason of an aborted signal: call it again. */
  async advance(progress: Pick<Progress, 'signal'>, noise?: ArrayLike<number>): Promise<void> {
    const { rows, rowsAStep } = this.#options;
    if (noise) this.#backend.write(this.#arrays.noise, noise);
    do {
      const row = rows[this.#row];
      if (row.b !== 0 || row.carryX !== 0) await this.#denoise(row, progress);
      const isFirst = this.#row % rowsAStep === 0;
      if (rowsAStep === 1) this.#move({ ...row, nextMoved: rows[this.#row + 1]?.scale ?? 1 });
      else
        this.#move(
          isFirst ? asking(row, rows[this.#row + 1]) : corrected(rows[this.#row - 1], row, rows[this.#row + 1]),
        );
      this.#row++;
    } while (this.#row % rowsAStep !== 0);
  }

  /** Frees all. Idempotent. */
  dispose(): void {
    this.#engine.dispose();
    this.#scope.dispose();
  }

  /** For the row to come, by a row that moves nothing. */
  #scale(): void {
    this.#backend.clear(this.#arrays.means);
    this.#move({ a: 1, nextMoved: this.#options.rows[this.#row]?.scale ?? 1 });
  }

  async #denoise({ rate }: SamplerRow, progress: Pick<Progress, 'signal'>): Promise<void> {
    const { means, scaled, density } = this.#arrays;
    const sigma = Math.sqrt(Math.LOG2E / (2 * rate));
    const { learned } = this.#options;
    if (learned) return learned.evaluate(scaled, sigma, { score: means, logDensity: density }, progress.signal);
    const method = await this.#engine.steadyMethod(this.#options.count, sigma);
    const into = { score: means, logDensity: density };
    await this.#engine.evaluate({ queries: scaled, sigma, method, gives: 'mean', into, ...progress });
  }

  #move({ a, b = 0, c = 0, asked = 0, nextZ = 0, nextX = 0, nextMoved = 0 }: Move): void {
    const { dimension, noise, seed, count } = this.#options;
    const { means, scaled } = this.#arrays;
    this.#backend.dispatch(diffusionMove(noise), {
      arrays: {
        places: this.positions,
        means,
        scaled,
        ...(noise === 'given' ? { noise: this.#arrays.noise } : {}),
      },
      threads: count * Math.ceil(dimension / 2),
      params: { dimension, seed, step: Math.floor(this.step), a, b, c, asked, nextZ, nextX, nextMoved },
    });
    this.#backend.submit();
  }
}

type Move = Pick<DiffusionMoveParams, 'a'> & Partial<DiffusionMoveParams>;

/** The first of Heun's rows: z stays, and the mean is asked where it leads to. */
function asking({ a, b }: SamplerRow, { scale }: SamplerRow): Move {
  return { a: 1, nextZ: scale * a, nextX: scale * b };
}

/** The second: what the first would have kept is a combination of z and of z', by which its mean is known. */
function corrected(first: SamplerRow, { a, b, scale }: SamplerRow, next: SamplerRow | undefined): Move {
  const share = first.b === 0 ? 0 : first.carryX / first.b;
  return { a: first.carryZ - share * first.a, b, asked: (a + share) / scale, nextMoved: next?.scale ?? 1 };
}
