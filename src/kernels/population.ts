// What kernels share that train many small score models at once in the plane: their params, and the float64 twin. Twin of
// shaders/train/population.wgsl. MATHS.md 3.5, 3.6.
import type { ReferenceArrays } from '../compute/kernel';
import { descend, type Optimiser, type WeightState } from '../math/descent';
import type { Activation } from '../math/network';
import { chooseSample, sampleNoise } from '../math/noisy-sample';
import { modelSize, parametrisations, scorePass, type ScoreModel } from '../math/score-model';

export type PopulationParams = {
  seed: number;
  /** Steps already taken. */
  firstStep: number;
  steps: number;
  points: number;
  /** Of the largest batch. */
  samples: number;
  /** 1: losses count times σ². */
  weighting: number;
  /** Index in `parametrisations`. */
  parametrisation: number;
  momentum: number;
  fresh: number;
  secondFresh: number;
};

export const populationParams: PopulationParams = {
  seed: 0,
  firstStep: 0,
  steps: 1,
  points: 1,
  samples: 1,
  weighting: 0,
  parametrisation: 0,
  momentum: 0,
  fresh: 1,
  secondFresh: 1,
};

/** What is kept of each weight, as rows of a model's part of `state`. */
export const POPULATION_ROWS = 3;
/** Step length, noise level, samples of a step. */
export const POPULATION_SETTINGS = 3;

/** Which functions the shaders are linked with. */
export function populationConditions(model: ScoreModel, optimiser: Optimiser): Readonly<Record<string, boolean>> {
  const isBent = (name: Activation): boolean => model.model === 'network' && model.activation === name;
  return { adam: optimiser === 'adam', softplus: isBent('softplus'), silu: isBent('silu') };
}

/** In float64: one model after the other; `threads` a model. */
export function referencePopulation(
  model: ScoreModel,
  optimiser: Optimiser,
  threads: number,
): (arrays: ReferenceArrays, params: PopulationParams, launched: number) => void {
  return (arrays, params, launched) => {
    const said =
      model.model === 'network' ? { ...model, parametrisation: parametrisations[params.parametrisation] } : model;
    const one = new ReferenceModel(said, optimiser, arrays as Record<string, Float64Array>, params);
    for (let i = 0; i < launched / threads; i++) one.train(i);
  };
}

class ReferenceModel {
  readonly #size: number;
  readonly #pass: ReturnType<typeof scorePass>;
  readonly #gradients: Float64Array;
  readonly #choice = { datum: 0, level: 0 };
  readonly #noise = new Float64Array(2);
  readonly #x = new Float64Array(2);
  readonly #score = new Float64Array(2);

  constructor(
    model: ScoreModel,
    readonly optimiser: Optimiser,
    readonly arrays: Record<string, Float64Array>,
    readonly params: PopulationParams,
  ) {
    this.#size = modelSize(model);
    this.#pass = scorePass(model);
    this.#gradients = new Float64Array(this.#size);
  }

  train(index: number): void {
    const { settings, state } = this.arrays;
    const { firstStep, steps } = this.params;
    const [rate, sigma, batch] = settings.subarray(POPULATION_SETTINGS * index);
    const at = POPULATION_ROWS * this.#size * index;
    const weights = state.subarray(at, at + POPULATION_ROWS * this.#size);
    for (let step = firstStep; step < firstStep + steps; step++) {
      this.#gradients.fill(0);
      for (let sample = 0; sample < batch; sample++) this.#learn(weights, sigma, step, sample);
      this.#move(weights, rate, 1 / batch, step);
    }
  }

  #learn(weights: Float64Array, sigma: number, step: number, sample: number): void {
    const { seed, points, weighting } = this.params;
    const [choice, noise, x, score] = [this.#choice, this.#noise, this.#x, this.#score];
    chooseSample(seed, step, sample, points, 1, choice);
    sampleNoise(seed, step, sample, noise);
    for (let j = 0; j < 2; j++) x[j] = this.arrays['data'][2 * choice.datum + j] + sigma * noise[j];
    this.#pass.score(weights, 0, x, sigma, score);
    const share = weighting === 1 ? sigma * sigma : 1;
    for (let j = 0; j < 2; j++) score[j] = share * (score[j] + noise[j] / sigma);
    this.#pass.backward(score, this.#gradients, 0);
  }

  #move(state: Float64Array, rate: number, scale: number, step: number): void {
    const size = this.#size;
    const [firstCorrection, secondCorrection] = this.arrays['corrections'].subarray(2 * step);
    const factors = { ...this.params, rate, firstCorrection, secondCorrection, decay: 0, average: 0 };
    const kept: WeightState = { weight: 0, average: 0, first: 0, second: 0 };
    for (let k = 0; k < size; k++) {
      [kept.weight, kept.first, kept.second] = [state[k], state[size + k], state[2 * size + k]];
      descend(kept, scale * this.#gradients[k], this.optimiser, factors);
      [state[k], state[size + k], state[2 * size + k]] = [kept.weight, kept.first, kept.second];
    }
  }
}
