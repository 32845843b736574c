// Trains a score model by denoising score matching, all of it on the device: a step is a pass over a batch drawn from
// (seed, step, sample), and an update of the weights. Nothing is read back, so that many steps are one submission. MATHS.md 3.6.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import { Progress } from '../dynamics/progress';
import { networkUpdates, STATE_ROWS } from '../kernels/network-update';
import { parametrisationIndex } from '../kernels/score-pass';
import { descentFactors, type DescentSettings } from '../math/descent';
import { modelSize, type Parametrisation, type ScoreModel } from '../math/score-model';
import { passFor, sharesOf, type Pass, type Shares } from './pass';

export interface TrainingSettings extends DescentSettings {
  /** Noise levels; a sample takes any of them with the same chance. */
  readonly sigmas: readonly number[];
  /** Samples of a step. */
  readonly batch: number;
  /** A loss counts 1, or σ². */
  readonly weighting: 'one' | 'variance';
  /** Of networks. */
  readonly parametrisation: Parametrisation;
}

/** Steps whose mean losses are kept on the device. */
export const KEPT_LOSSES = 1024;

/** Rows of STATE_ROWS: what a checkpoint holds. */
export const STATE_COUNT = STATE_ROWS.length;

export class Trainer {
  readonly model: ScoreModel;
  /** Weights of the model. */
  readonly size: number;
  /** f32 [5, size], the rows of STATE_ROWS. */
  readonly state: DeviceArray;
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #label: string;
  readonly #seed: number;
  readonly #points: number;
  readonly #data: DeviceArray;
  readonly #losses: DeviceArray;
  readonly #progress: Progress;
  #plan: Plan | undefined;

  /** `data`: row-major [points, dimension]. */
  constructor(
    backend: Backend,
    scope: Scope,
    { label, model, data, seed }: { label: string; model: ScoreModel; data: Float32Array; seed: number },
  ) {
    this.#backend = backend;
    this.#scope = scope;
    this.#label = label;
    this.#seed = seed;
    this.model = model;
    this.size = modelSize(model);
    this.#points = data.length / model.dimension;
    this.#data = scope.create(`${label}: data`, 'f32', data.length);
    backend.write(this.#data, data);
    this.state = scope.create(`${label}: weights`, 'f32', STATE_COUNT * this.size);
    this.#losses = scope.create(`${label}: losses`, 'f32', KEPT_LOSSES);
    this.#progress = new Progress(backend, scope, label, 'training steps');
  }

  /** Multiplications and additions of a step, about: a pass backwards is two forwards. */
  get work(): number {
    return 6 * this.size * this.#ready.settings.batch;
  }

  /** Puts the weights where training begins. */
  begin(weights: ArrayLike<number>): void {
    const state = new Float32Array(STATE_COUNT * this.size);
    state.set(weights);
    state.set(weights, this.size);
    this.#backend.write(this.state, state);
  }

  /** Puts everything back to where it was: `state` as it was read. */
  restore(state: ArrayLike<number>): void {
    this.#backend.write(this.state, state);
  }

  /** Compiles what these settings need; they hold from the next step on. Throws RangeError for what does not fit the device. */
  async configure(settings: TrainingSettings): Promise<void> {
    const before = this.#plan;
    const pass = passFor(this.#backend, this.model, settings.batch);
    const shares = sharesOf(pass, this.model, settings.batch);
    await this.#backend.prepare(pass.kernel('drawn', shares.span), networkUpdates[settings.optimiser]);
    this.#plan = {
      settings,
      pass,
      ...shares,
      slabSums: this.#slabs(shares, before),
      sigmas: this.#sigmas(settings.sigmas, before),
    };
  }

  /** Records one step, the one after `step` others: two launches. */
  record(step: number): void {
    const { settings, pass, span, slabs, slabSums, sigmas } = this.#ready;
    const { batch, weighting, parametrisation, optimiser } = settings;
    this.#backend.dispatch(pass.kernel('drawn', span), {
      arrays: { weights: this.state, sigmas, data: this.#data, slabs: slabSums },
      threads: slabs * pass.threads,
      params: {
        seed: this.#seed,
        step,
        lastSample: batch,
        span,
        points: this.#points,
        levels: settings.sigmas.length,
        weighting: weighting === 'variance' ? 1 : 0,
        parametrisation: parametrisationIndex(parametrisation),
      },
    });
    this.#backend.dispatch(networkUpdates[optimiser], {
      arrays: { slabs: slabSums, state: this.state, losses: this.#losses, progress: this.#progress.counters },
      threads: this.size + 1,
      params: {
        ...descentFactors(settings, step),
        size: this.size,
        slabs,
        scale: 1 / batch,
        slot: step % KEPT_LOSSES,
      },
    });
    this.#progress.expect(1);
  }

  /** Rows of `state`, by name; throws GpuFaultError where the device took another number of steps than were recorded. */
  async read(): Promise<Readonly<Record<(typeof STATE_ROWS)[number], Float32Array<ArrayBuffer>>>> {
    const [all] = await Promise.all([this.#backend.read(this.state), this.#progress.verify()]);
    const rows = STATE_ROWS.map((name, row) => [
      name,
      Float32Array.from(all.slice(row * this.size, (row + 1) * this.size)),
    ]);
    return Object.fromEntries(rows) as Record<(typeof STATE_ROWS)[number], Float32Array<ArrayBuffer>>;
  }

  /** Mean losses of the batches of steps [from, to), at most KEPT_LOSSES of them. */
  async readLosses(from: number, to: number): Promise<Float32Array> {
    const kept = await this.#backend.read(this.#losses);
    return Float32Array.from(
      { length: Math.min(to - from, KEPT_LOSSES) },
      (_, i) => kept[(to - 1 - i) % KEPT_LOSSES],
    ).reverse();
  }

  get #ready(): Plan {
    if (!this.#plan) throw new Error('configure the trainer before it takes steps');
    return this.#plan;
  }

  #slabs({ slabs }: Shares, before: Plan | undefined): DeviceArray {
    const length = slabs * (this.size + 1);
    if (before?.slabSums.length === length) return before.slabSums;
    if (before) this.#scope.release(before.slabSums);
    return this.#scope.create(`${this.#label}: slabs`, 'f32', length);
  }

  #sigmas(values: readonly number[], before: Plan | undefined): DeviceArray {
    const isSame = before?.sigmas.length === values.length;
    if (before && !isSame) this.#scope.release(before.sigmas);
    const sigmas =
      before && isSame ? before.sigmas : this.#scope.create(`${this.#label}: noise levels`, 'f32', values.length);
    this.#backend.write(sigmas, values);
    return sigmas;
  }
}

interface Plan extends Shares {
  readonly settings: TrainingSettings;
  readonly pass: Pass;
  readonly slabSums: DeviceArray;
  readonly sigmas: DeviceArray;
}
