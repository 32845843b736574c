// S1 to S6: explicit and denoising score matching on the kernel density, with models that need no training. MATHS.md 3.5.
import { meanEstimate, type Estimate } from '../../../math/statistics';
import { Probe } from '../../density-probe';
import * as theory from '../matching';
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
  return estimate(count, (i) => theory.constantTerm(points, tools.row(places, dimension, i), settings.sigma));
}

/** Both sides are estimates, from independent draws. */
function compared(measured: Estimate, predicted: Estimate, sigma: number): tools.Outcome {
  const standardError = Math.hypot(measured.standardError, predicted.standardError);
  // What rounding may do to a mean of terms of size 1/σ².
  return tools.judged({ value: measured.value, standardError }, predicted.value, (2 * tools.SCORE_ERROR) / sigma ** 2);
}

/** The denoising loss of a score at draw i. */
function denoisingLoss(
  { origins, places, dimension }: Sample,
  i: number,
  sigma: number,
  score: ArrayLike<number>,
): number {
  return theory.denoisingTerm(tools.row(places, dimension, i), tools.row(origins, dimension, i), score, sigma);
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
  probes: true,
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const sample = await drawSample(context);
    const model = new UntrainedModel(sample.dimension, sigma, context.seed);
    const measured = estimate(sample.count, (i) => {
      const { score } = model.at(sample.places, i * sample.dimension);
      const exact = tools.row(sample.score, sample.dimension, i);
      return denoisingLoss(sample, i, sigma, score) - theory.explicitTerm(score, exact);
    });
    return compared(measured, constantOf(context), sigma);
  },
};

const expressions: Claim = {
  id: 'S2',
  statement: 'C = ½(d/σ² − E|s_σ|²) = E tr Cov_w/2σ⁴, between 0 and tr Cov/2σ⁴',
  tex: 'C=\\tfrac12\\Big(\\frac d{\\sigma^2}-\\mathbb E\\lVert s_\\sigma\\rVert^2\\Big)=\\frac{\\mathbb E\\operatorname{tr}\\operatorname{Cov}_w}{2\\sigma^4}',
  probes: true,
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
    const bound = theory.constantBound(theory.momentsOf(context.probe.points, dimension), sigma);
    const bounded = constant.value >= 0 && constant.value <= bound * (1 + 1e-9) + 5 * constant.standardError;
    return tools.provided(compared(measured, constant, sigma), bounded, 'C is not between its bounds');
  },
};

const minimiser: Claim = {
  id: 'S3',
  statement: 'at the kernel score J_ESM = 0 and J_DSM = C, its least value',
  tex: 'J_{DSM}(s_\\sigma)=C',
  probes: true,
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
  probes: true,
  per: 'settings',
  check(context) {
    const { sigma } = context.settings;
    const { dimension, points } = context.probe;
    const count = tools.affordable(context, DRAWS);
    const { origins, places } = tools.noisyDraws(context, count, 0x54);
    const moments = theory.momentsOf(points, dimension);
    const { mean, total } = moments;
    const best = theory.bestSlope(moments, mean, sigma);
    const loss = (a: number, i: number): number => {
      const place = tools.row(places, dimension, i);
      const score = place.map((value, j) => -a * (value - mean[j]));
      return theory.denoisingTerm(place, tools.row(origins, dimension, i), score, sigma);
    };
    const predicted = theory.linearLoss(moments, { a: best, b: mean }, sigma);
    // Places are float32: what that moves (x − x₀)/σ².
    const rounding =
      (8 * tools.UNIT * (1 + Math.max(...mean.map(Math.abs)) / sigma + Math.sqrt(total) / sigma)) / sigma ** 2;
    const outcome = tools.judged(
      estimate(count, (i) => loss(best, i)),
      predicted,
      rounding * dimension,
    );
    // The loss is a parabola in a, with its least value where theory has it: on the same draws its slope there is 0.
    const step = 0.1 * best;
    const slope = estimate(count, (i) => (loss(best + step, i) - loss(best - step, i)) / (2 * step));
    const level = Math.abs(slope.value) <= 5 * slope.standardError + (rounding * dimension) / best;
    return tools.provided(outcome, level, 'another a gives a smaller loss');
  },
};

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
      return tools.judged(measured, theory.twoPointConstant(sigma, sigma), (2 * tools.SCORE_ERROR) / sigma ** 2);
    } finally {
      probe.dispose();
    }
  },
};

const hyvarinen: Claim = {
  id: 'S6',
  statement: 'Hyvärinen: E[s_θ·s_σ + ∇·s_θ] = 0, in units of 1/σ²',
  tex: 'J_{ESM}=\\mathbb E_q\\big[\\tfrac12\\lVert s_\\theta\\rVert^2+\\nabla\\!\\cdot s_\\theta\\big]+C_1',
  probes: true,
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
