// One model in training and the chains that follow its score as it stands: a run, or its twin.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import { PathRing } from '../dynamics/path-ring';
import { Progress } from '../dynamics/progress';
import { ScoredMoves } from '../dynamics/scored-moves';
import { initialPositions, startShapes } from '../kernels/initial-positions';
import { firstWeights, type ScoreModel } from '../math/score-model';
import type { Network } from './check-network';
import { NetworkField } from './network-field';
import { STATE_COUNT, Trainer, type TrainingSettings } from './trainer';
import type { Stepping } from './training-steps';

export interface LearnerSettings extends TrainingSettings {
  /** γ of the chains. */
  readonly step: number;
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

/** Standard deviation of the chains' start. */
const SPREAD = 1.5;

export class Learner implements Stepping {
  readonly model: ScoreModel;
  readonly trainer: Trainer;
  readonly positions: DeviceArray;
  readonly size: number;
  readonly #backend: Backend;
  readonly #seed: number;
  readonly #field: NetworkField;
  readonly #ring: PathRing;
  readonly #progress: Progress;
  readonly #moves: ScoredMoves;
  #settings: LearnerSettings | undefined;

  constructor(backend: Backend, scope: Scope, { label, model, chains, data, seed }: LearnerOptions) {
    this.#backend = backend;
    this.#seed = seed;
    this.model = model;
    this.size = chains;
    this.#field = new NetworkField(backend, this.model);
    this.trainer = new Trainer(backend, scope, { label, model, data, seed });
    this.positions = scope.create(`${label}: positions`, 'f32', 2 * this.size);
    this.#ring = new PathRing(backend, scope, label, this.size);
    this.#progress = new Progress(backend, scope, label, 'chain-steps', 2);
    const { counters } = this.#progress;
    const field = {
      count: this.trainer.size,
      evaluate: async (places: DeviceArray, _: number, { score }: { readonly score: DeviceArray }) =>
        this.#record(places, score),
    };
    const moved = { label, count: this.size, positions: this.positions, counters, ring: this.#ring };
    this.#moves = new ScoredMoves(backend, scope, field, moved);
  }

  get work(): number {
    return this.trainer.work + 2 * this.trainer.size * this.size;
  }

  async configure(settings: LearnerSettings): Promise<void> {
    await this.#field.prepare();
    await this.trainer.configure(settings);
    await this.#moves.configure({ method: 'ula', step: settings.step, noise: 1, sigma: settings.sigmas[0] });
    this.#settings = settings;
  }

  async begin(): Promise<void> {
    this.trainer.begin(firstWeights(this.model, this.#seed));
    await this.#backend.prepare(initialPositions);
    this.#backend.dispatch(initialPositions, {
      arrays: { positions: this.positions },
      params: { seed: this.#seed, shape: startShapes.normal, scale: SPREAD },
      threads: this.size,
    });
    this.#ring.beginAt(0);
  }

  /** A step of the weights, and a step of the chains along the score that they now say. */
  async record(step: number): Promise<void> {
    this.trainer.record(step);
    await this.#moves.ready(step, this.#seed);
    this.#moves.update(step, this.#seed);
    this.#progress.expect(this.size);
  }

  /** The learned score [n, 2] at places [n, 2]. */
  async scores(places: Float32Array): Promise<Float32Array> {
    const scope = new Scope(this.#backend);
    try {
      const arrays = scope.createAll('asked', { places: places.length, score: places.length });
      this.#backend.write(arrays.places, places);
      this.#record(arrays.places, arrays.score);
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
    this.#backend.write(this.positions, positions);
    this.#ring.beginAt(step);
  }

  verify(): Promise<void> {
    return this.#progress.verify();
  }

  readPaths(step: number): Promise<Float32Array[]> {
    return this.#ring.read(this.positions, step);
  }

  #record(places: DeviceArray, score: DeviceArray): void {
    const { trainer } = this;
    if (!this.#settings) throw new Error('configure the learner before it is asked');
    const { sigmas, parametrisation } = this.#settings;
    const [sigma] = sigmas;
    this.#field.record(
      { weights: trainer.state, firstWeight: trainer.size },
      { places, score },
      { sigma, parametrisation },
    );
  }
}
