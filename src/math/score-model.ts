// Models of a score: a network that says it in one of three ways, or −a(x − b). MATHS.md 3.5, 3.6.
import { initialWeights, NetworkPass, weightCount, type NetworkShape } from './network';

export const parametrisations = ['score', 'noise', 'denoiser'] as const;
/** What comes out of the network: s itself, ε̂ = −σs, or x̂ = x + σ²s. */
export type Parametrisation = (typeof parametrisations)[number];

export interface NetworkModel extends NetworkShape {
  readonly model: 'network';
  readonly parametrisation: Parametrisation;
}

/** s(x) = −a(x − b), with the weights [a, b_1, …, b_d]. */
export interface LinearForm {
  readonly model: 'linear';
  readonly dimension: number;
}

export type ScoreModel = NetworkModel | LinearForm;

/** Weights of a model. */
export function modelSize(model: ScoreModel): number {
  return model.model === 'linear' ? model.dimension + 1 : weightCount(model);
}

/** Where training begins: a network by its seed, a linear model at a = 0, b = 0. */
export function firstWeights(model: ScoreModel, seed: number): Float32Array<ArrayBuffer> {
  return model.model === 'linear' ? new Float32Array(model.dimension + 1) : initialWeights(model, seed);
}

/** s(x) and the gradient of losses in it, one place at a time. */
export interface ScorePass {
  /** s at x at noise level sigma into `score`; weights begin at `first`. */
  score(weights: ArrayLike<number>, first: number, x: ArrayLike<number>, sigma: number, score: Float64Array): void;
  /** Adds to `gradients`, from `into` on, those of a number whose gradient in the last score is `pull`. */
  backward(pull: ArrayLike<number>, gradients: Float64Array, into: number): void;
}

export function scorePass(model: ScoreModel): ScorePass {
  return model.model === 'linear' ? new LinearPass(model.dimension) : new NetworkScorePass(model);
}

/** Of σ: by differences over so much a divergence errs by 10⁻⁸ of a third derivative over σ². */
const DIFFERENCE = 1e-4;

/** A model's score at one noise level with its divergence, in float64. */
export function withDivergence(
  model: ScoreModel,
  weights: ArrayLike<number>,
  sigma: number,
): { at(x: ArrayLike<number>): { readonly score: Float64Array; readonly divergence: number } } {
  const pass = scorePass(model);
  const at = (x: ArrayLike<number>): Float64Array => {
    const score = new Float64Array(model.dimension);
    pass.score(weights, 0, x, sigma, score);
    return score;
  };
  const slope = (x: ArrayLike<number>, along: number): number => {
    const [up, down] = [1, -1].map((sign) =>
      at(Float64Array.from(x, (value, j) => (j === along ? value + sign * DIFFERENCE * sigma : value))),
    );
    return (up[along] - down[along]) / (2 * DIFFERENCE * sigma);
  };
  return {
    at(x) {
      let divergence = 0;
      for (let j = 0; j < model.dimension; j++) divergence += slope(x, j);
      return { score: at(x), divergence };
    },
  };
}

/** What the network's output is multiplied by to be a score: MATHS.md 2.5 with α = 1. */
export function outputFactor(parametrisation: Parametrisation, sigma: number): number {
  if (parametrisation === 'score') return 1;
  return parametrisation === 'noise' ? -1 / sigma : 1 / sigma ** 2;
}

class NetworkScorePass implements ScorePass {
  readonly #pass: NetworkPass;
  readonly #model: NetworkModel;
  #weights: ArrayLike<number> = [];
  #first = 0;
  #factor = 1;

  constructor(model: NetworkModel) {
    this.#model = model;
    this.#pass = new NetworkPass(model);
  }

  score(weights: ArrayLike<number>, first: number, x: ArrayLike<number>, sigma: number, score: Float64Array): void {
    const { dimension, conditional, parametrisation } = this.#model;
    const { input, output } = this.#pass;
    for (let j = 0; j < dimension; j++) input[j] = x[j];
    if (conditional) input[dimension] = Math.log(sigma);
    this.#pass.forward(weights, first);
    this.#weights = weights;
    this.#first = first;
    this.#factor = outputFactor(parametrisation, sigma);
    const own = parametrisation === 'denoiser' ? this.#factor : 0;
    for (let j = 0; j < dimension; j++) score[j] = this.#factor * output[j] - own * x[j];
  }

  backward(pull: ArrayLike<number>, gradients: Float64Array, into: number): void {
    const scaled = Float64Array.from(pull, (value) => value * this.#factor);
    this.#pass.backward(this.#weights, this.#first, scaled, gradients, into);
  }
}

class LinearPass implements ScorePass {
  readonly #away: Float64Array;
  #a = 0;

  constructor(dimension: number) {
    this.#away = new Float64Array(dimension);
  }

  score(weights: ArrayLike<number>, first: number, x: ArrayLike<number>, _: number, score: Float64Array): void {
    this.#a = weights[first];
    for (let j = 0; j < score.length; j++) {
      this.#away[j] = x[j] - weights[first + 1 + j];
      score[j] = -this.#a * this.#away[j];
    }
  }

  backward(pull: ArrayLike<number>, gradients: Float64Array, into: number): void {
    for (let j = 0; j < this.#away.length; j++) {
      gradients[into] -= pull[j] * this.#away[j];
      gradients[into + 1 + j] += pull[j] * this.#a;
    }
  }
}
