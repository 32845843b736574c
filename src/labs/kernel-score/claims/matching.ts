// S1 to S6: explicit and denoising score matching on the kernel density, with models that need no training. MATHS.md 3.5.
import { meanEstimate, type Estimate } from '../../../math/statistics';
import { Probe } from '../probe';
import { spread, weigh } from '../weighting';
import * as tools from './context';
import type { Claim, ClaimContext } from './context';

const DRAWS = 4096;
/** Draws whose weights are formed on the host, in float64. */
const HOST_DRAWS = 512;

interface Sample {
  readonly count: number;
  readonly dimension: number;
  readonly origins: Float64Array;
  readonly places: Float32Array;
  /** s_σ at the places, from the device. */
  readonly score: Float32Array;
}

/** Claims of one round share their draws and the constant. */
const samples = new WeakMap<ClaimContext, Promise<Sample>>();
const constants = new WeakMap<ClaimContext, Estimate>();

function drawSample(context: ClaimContext): Promise<Sample> {
  const sample = samples.get(context) ?? drawNewSample(context);
  samples.set(context, sample);
  return sample;
}

async function drawNewSample(context: ClaimContext): Promise<Sample> {
  const count = tools.affordable(context, DRAWS);
  const { origins, places } = tools.noisyDraws(context, count, 0x51);
  const { score } = await tools.ask(context, places);
  return { count, dimension: context.probe.dimension, origins, places, score };
}

function estimate(count: number, term: (index: number) => number): Estimate {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < count; i++) {
    const value = term(i);
    sum += value;
    squares += value * value;
  }
  return meanEstimate(count, sum, squares);
}

/** C = E tr Cov_w / 2σ⁴ from other draws, in float64: the most precise expression of it. */
function constantOf(context: ClaimContext): Estimate {
  const constant = constants.get(context) ?? measureConstant(context);
  constants.set(context, constant);
  return constant;
}

function measureConstant(context: ClaimContext): Estimate {
  const { probe, settings } = context;
  const { dimension, points } = probe;
  const count = Math.min(HOST_DRAWS, tools.affordable(context, HOST_DRAWS));
  const { places } = tools.noisyDraws(context, count, 0x5c);
  const scale = 1 / (2 * settings.sigma ** 4);
  return estimate(count, (i) => scale * spread(points, weigh(points, tools.row(places, dimension, i), settings.sigma)));
}

/** Both sides are estimates, from independent draws. */
function compared(measured: Estimate, predicted: Estimate, sigma: number): tools.Outcome {
  const standardError = Math.hypot(measured.standardError, predicted.standardError);
  // What rounding may do to a mean of terms of size 1/σ².
  return tools.judged({ value: measured.value, standardError }, predicted.value, (2 * tools.SCORE_ERROR) / sigma ** 2);
}

/** ½|u_i + (x − x₀)/σ²|², with u the score of a model at draw i. */
function denoisingLoss(
  { origins, places, dimension }: Sample,
  i: number,
  sigma: number,
  score: ArrayLike<number>,
): number {
  let loss = 0;
  for (let j = 0; j < dimension; j++) {
    const at = i * dimension + j;
    loss += (score[j] + (places[at] - origins[at]) / sigma ** 2) ** 2 / 2;
  }
  return loss;
}

const HIDDEN = 6;

/** An untrained network s(x) = A tanh(Bx/σ + c)/σ with fixed random weights, and its divergence. */
class UntrainedModel {
  readonly #dimension: number;
  readonly #sigma: number;
  readonly #in: Float64Array;
  readonly #out: Float64Array;
  readonly #shift: Float64Array;

  constructor(dimension: number, sigma: number, seed: number) {
    const normal = tools.normalSource(seed, 0x5e);
    this.#dimension = dimension;
    this.#sigma = sigma;
    const scale = 1 / Math.sqrt(dimension);
    this.#in = Float64Array.from({ length: HIDDEN * dimension }, () => scale * normal());
    this.#out = Float64Array.from({ length: HIDDEN * dimension }, () => scale * normal());
    this.#shift = Float64Array.from({ length: HIDDEN }, normal);
  }

  at(x: ArrayLike<number>, first: number): { readonly score: Float64Array; readonly divergence: number } {
    const [d, sigma] = [this.#dimension, this.#sigma];
    const score = new Float64Array(d);
    let divergence = 0;
    for (let k = 0; k < HIDDEN; k++) {
      let input = this.#shift[k];
      let both = 0;
      for (let j = 0; j < d; j++) {
        input += (this.#in[k * d + j] * x[first + j]) / sigma;
        both += this.#in[k * d + j] * this.#out[k * d + j];
      }
      const output = Math.tanh(input);
      for (let j = 0; j < d; j++) score[j] += (this.#out[k * d + j] * output) / sigma;
      divergence += (both * (1 - output * output)) / sigma ** 2;
    }
    return { score, divergence };
  }
}

const difference: Claim = {
  id: 'S1',
  statement: 'J_DSM − J_ESM = C for any model, trained or not',
  tex: 'J_{DSM}(\\theta)=J_{ESM}(\\theta)+C',
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const sample = await drawSample(context);
    const model = new UntrainedModel(sample.dimension, sigma, context.seed);
    const measured = estimate(sample.count, (i) => {
      const { score } = model.at(sample.places, i * sample.dimension);
      const explicit = score.reduce((sum, s, j) => sum + (s - sample.score[i * sample.dimension + j]) ** 2 / 2, 0);
      return denoisingLoss(sample, i, sigma, score) - explicit;
    });
    return compared(measured, constantOf(context), sigma);
  },
};

const expressions: Claim = {
  id: 'S2',
  statement: 'C = ½(d/σ² − E|s_σ|²) = E tr Cov_w/2σ⁴, between 0 and tr Cov/2σ⁴',
  tex: 'C=\\tfrac12\\Big(\\frac d{\\sigma^2}-\\mathbb E\\lVert s_\\sigma\\rVert^2\\Big)=\\frac{\\mathbb E\\operatorname{tr}\\operatorname{Cov}_w}{2\\sigma^4}',
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const sample = await drawSample(context);
    const { dimension, score } = sample;
    const measured = estimate(sample.count, (i) => {
      const size = tools.length(tools.row(score, dimension, i));
      return (dimension / sigma ** 2 - size * size) / 2;
    });
    const constant = constantOf(context);
    const bound = totalVariance(context) / (2 * sigma ** 4);
    const bounded = constant.value >= 0 && constant.value <= bound * (1 + 1e-9) + 5 * constant.standardError;
    return tools.provided(compared(measured, constant, sigma), bounded, 'C is not between its bounds');
  },
};

function totalVariance({ probe }: ClaimContext): number {
  const { points, dimension, count } = probe;
  const mean = meanOf(points, dimension);
  return points.reduce((sum, value, i) => sum + (value - mean[i % dimension]) ** 2 / count, 0);
}

function meanOf(points: Float32Array, dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  points.forEach((value, i) => {
    mean[i % dimension] += (value * dimension) / points.length;
  });
  return mean;
}

const minimiser: Claim = {
  id: 'S3',
  statement: 'at the kernel score J_ESM = 0 and J_DSM = C, its least value',
  tex: 'J_{DSM}(s_\\sigma)=C',
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const sample = await drawSample(context);
    const { dimension, score } = sample;
    const measured = estimate(sample.count, (i) =>
      denoisingLoss(sample, i, sigma, score.subarray(i * dimension, (i + 1) * dimension)),
    );
    return compared(measured, constantOf(context), sigma);
  },
};

const linear: Claim = {
  id: 'S4',
  statement: 'the best linear model −a(x − x̄): a = d/(tr Cov + dσ²), J_DSM in closed form',
  tex: 'J_{DSM}=\\tfrac12\\big[a^2\\operatorname{tr}\\operatorname{Cov}+d(\\tfrac1\\sigma-a\\sigma)^2\\big]',
  per: 'settings',
  check(context) {
    const { probe, settings } = context;
    const { sigma } = settings;
    const { dimension, points } = probe;
    const count = tools.affordable(context, DRAWS);
    const { origins, places } = tools.noisyDraws(context, count, 0x54);
    const mean = meanOf(points, dimension);
    const total = totalVariance(context);
    const best = dimension / (total + dimension * sigma ** 2);
    const loss = (a: number): Estimate =>
      estimate(count, (i) => {
        let sum = 0;
        for (let j = 0; j < dimension; j++) {
          const at = i * dimension + j;
          sum += (-a * (places[at] - mean[j]) + (places[at] - origins[at]) / sigma ** 2) ** 2 / 2;
        }
        return sum;
      });
    const predicted = (best ** 2 * total + dimension * (1 / sigma - best * sigma) ** 2) / 2;
    // Places are float32: what that moves (x − x₀)/σ².
    const rounding =
      (8 * tools.UNIT * (1 + Math.max(...mean.map(Math.abs)) / sigma + Math.sqrt(total) / sigma)) / sigma ** 2;
    return tools.judged(loss(best), predicted, rounding * dimension);
  },
};

const SIMPSON = 2000;

/** E f(ε) for a standard normal, by Simpson's rule on ±8. */
function gaussianMean(f: (epsilon: number) => number): number {
  let sum = 0;
  for (let i = 0; i <= SIMPSON; i++) {
    const epsilon = -8 + (16 * i) / SIMPSON;
    const weight = i === 0 || i === SIMPSON ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * f(epsilon) * Math.exp((-epsilon * epsilon) / 2);
  }
  return (sum * 16) / SIMPSON / 3 / Math.sqrt(2 * Math.PI);
}

const twoPoints: Claim = {
  id: 'S5',
  statement: 'two points 2σ apart: C = a²/2σ⁴ (1 − E tanh(a²/σ² + aε/σ)), a = σ',
  tex: 'C=\\frac{a^2}{2\\sigma^4}\\Big(1-\\mathbb E\\tanh\\big(\\tfrac{a^2}{\\sigma^2}+\\tfrac a\\sigma\\varepsilon\\big)\\Big)',
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const probe = new Probe(context.backend, Float32Array.of(-sigma, sigma), 1);
    try {
      const pair = { ...context, probe };
      const sample = await drawSample(pair);
      const measured = estimate(sample.count, (i) => denoisingLoss(sample, i, sigma, sample.score.subarray(i, i + 1)));
      const predicted = (1 - gaussianMean((epsilon) => Math.tanh(1 + epsilon))) / (2 * sigma ** 2);
      return tools.judged(measured, predicted, (2 * tools.SCORE_ERROR) / sigma ** 2);
    } finally {
      probe.dispose();
    }
  },
};

const hyvarinen: Claim = {
  id: 'S6',
  statement: 'Hyvärinen: E[s_θ·s_σ + ∇·s_θ] = 0, in units of 1/σ²',
  tex: 'J_{ESM}=\\mathbb E_q\\big[\\tfrac12\\lVert s_\\theta\\rVert^2+\\nabla\\!\\cdot s_\\theta\\big]+C_1',
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const sample = await drawSample(context);
    const model = new UntrainedModel(sample.dimension, sigma, context.seed);
    const measured = estimate(sample.count, (i) => {
      const { score, divergence } = model.at(sample.places, i * sample.dimension);
      const product = score.reduce((sum, s, j) => sum + s * sample.score[i * sample.dimension + j], 0);
      return (product + divergence) * sigma ** 2;
    });
    return tools.judged(measured, 0, 2 * tools.SCORE_ERROR);
  },
};

export const matchingClaims: readonly Claim[] = [difference, expressions, minimiser, linear, twoPoints, hyvarinen];
