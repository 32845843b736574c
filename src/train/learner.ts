// One model in training and the chains that follow its score as it stands: a run, or its twin.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import { FieldChains } from '../dynamics/field-chains';
import { firstWeights, type ScoreModel } from '../math/score-model';
import type { Network } from './check-network';
import { NetworkField } from './network-field';
import { STATE_COUNT, Trainer, type TrainingSettings } from './trainer';
import type { Stepping } from './training-steps';

export interface LearnerSettings extends TrainingSettings {
  /** γ of the chains. */
  readonly step: number;
  /** Whether they stay at the least noise level, or come down to it. */
  readonly sampler: 'langevin' | 'annealed';
}

/** What is fixed for as long as it lives. */
export interface LearnerOptions {
  readonly label: string;
  readonly model: ScoreModel;
  readonly chains: number;
  /** Row-major [points, 2]. */
  readonly data: Float32Array;
  readonly seed: number;
}

const START = { kind: 'normal', x: 0, y: 0, scale: 1.5 } as const;

export class Learner implements Stepping {
  readonly model: ScoreModel;
  readonly trainer: Trainer;
  readonly chains: FieldChains;
  readonly #backend: Backend;
  readonly #seed: number;
  readonly #field: NetworkField;
  #settings: LearnerSettings | undefined;

  constructor(backend: Backend, scope: Scope, { label, model, chains, data, seed }: LearnerOptions) {
    this.#backend = backend;
    this.#seed = seed;
    this.model = model;
    this.#field = new NetworkField(backend, this.model);
    this.trainer = new Trainer(backend, scope, { label, model, data, seed });
    const field = {
      count: this.trainer.size,
      evaluate: async (places: DeviceArray, sigma: number, { score }: { readonly score: DeviceArray }) =>
        this.#record(places, score, sigma),
    };
    this.chains = new FieldChains(backend, scope, label, chains, field);
  }

  get positions(): DeviceArray {
    return this.chains.positions;
  }

  get size(): number {
    return this.chains.size;
  }

  get work(): number {
    return this.trainer.work + 2 * this.trainer.size * this.size;
  }

  async configure(settings: LearnerSettings): Promise<void> {
    await this.#field.prepare();
    await this.trainer.configure(settings);
    const { step, sampler, sigmas } = settings;
    const levels = sampler === 'annealed' && sigmas.length > 1 ? Float64Array.from(sigmas) : undefined;
    const sigma = sigmas[sigmas.length - 1];
    await this.chains.configure({
      method: levels ? 'annealed' : 'ula',
      step,
      noise: 1,
      sigma,
      ...(levels && { levels }),
    });
    this.#settings = settings;
  }

  async begin(): Promise<void> {
    this.trainer.begin(firstWeights(this.model, this.#seed));
    await this.chains.begin(START, this.#seed);
  }

  /** A step of the weights, and a step of the chains along the score that they now say. */
  async record(step: number): Promise<void> {
    this.trainer.record(step);
    await this.chains.ready(step, this.#seed);
    this.chains.update(step, this.#seed);
  }

  /** The learned score [n, 2] at places [n, 2], at a noise level. */
  async scores(places: Float32Array, sigma: number): Promise<Float32Array> {
    const scope = new Scope(this.#backend);
    try {
      const arrays = scope.createAll('asked', { places: places.length, score: places.length });
      this.#backend.write(arrays.places, places);
      this.#record(arrays.places, arrays.score, sigma);
      return Float32Array.from(await this.#backend.read(arrays.score));
    } finally {
      scope.dispose();
    }
  }

  /** The model with its weights as they are averaged; the weights themselves, and the gradient of the last step. */
  async read(): Promise<{ readonly network: Network; readonly gradient: Float32Array; readonly weight: Float32Array }> {
    const { average, gradient, weight } = await this.trainer.read();
    return { network: { model: this.model, weights: average }, gradient, weight };
  }

  async readState(): Promise<Float32Array<ArrayBuffer>> {
    return Float32Array.from(await this.#backend.read(this.trainer.state));
  }

  /** Numbers of a state. */
  get stateLength(): number {
    return STATE_COUNT * this.trainer.size;
  }

  restore(state: ArrayLike<number>, positions: ArrayLike<number>, step: number): void {
    this.trainer.restore(state);
    this.chains.place(positions, step);
  }

  verify(): Promise<void> {
    return this.chains.verify();
  }

  readPaths(step: number): Promise<Float32Array[]> {
    return this.chains.readPaths(step);
  }

  #record(places: DeviceArray, score: DeviceArray, sigma: number): void {
    const { trainer } = this;
    if (!this.#settings) throw new Error('configure the learner before it is asked');
    const { parametrisation } = this.#settings;
    this.#field.record(
      { weights: trainer.state, firstWeight: trainer.size },
      { places, score },
      { sigma, parametrisation },
    );
  }
}
