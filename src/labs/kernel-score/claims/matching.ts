// S1 to S6: explicit and denoising score matching on the kernel density, with models that need no training. MATHS.md 3.5.
import { float32 } from '../../../math/rounding';
import { Probe } from '../../../score/density-probe';
import * as theory from '../matching';
import * as tools from './context';
import type { Claim } from './context';
import { againstConstant, constantOf, DRAWS, drawSample, estimate, exactly, judgedMean, type Term } from './draws';

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

  at(x: ArrayLike<number>): { readonly score: Float64Array; readonly divergence: number } {
    const [d, sigma] = [this.#dimension, this.#sigma];
    const score = new Float64Array(d);
    let divergence = 0;
    for (let k = 0; k < HIDDEN; k++) {
      let input = this.#shift[k];
      let both = 0;
      for (let j = 0; j < d; j++) {
        input += (this.#in[k * d + j] * x[j]) / sigma;
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
  on: 'fresh draws',
  probes: true,
  excuse: tools.unmet('places', 'spread'),
  per: 'settings',
  check(context) {
    const { sigma } = context.settings;
    const model = new UntrainedModel(context.probe.dimension, sigma, context.seed);
    return againstConstant(context, ({ x, origin, score }, rounding) => {
      const { score: guess } = model.at(x);
      const gap = guess.map((value, j) => value - score[j]);
      const difference = theory.denoisingTerm(x, origin, guess, sigma) - theory.explicitTerm(guess, score);
      return [difference, tools.length(gap) * rounding.score(tools.length(score))];
    });
  },
};

const expressions: Claim = {
  id: 'S2',
  statement: 'C = ½(d/σ² − E|s_σ|²) = E tr Cov_w/2σ⁴, between 0 and tr Cov/2σ⁴',
  tex: 'C=\\tfrac12\\Big(\\frac d{\\sigma^2}-\\mathbb E\\lVert s_\\sigma\\rVert^2\\Big)=\\frac{\\mathbb E\\operatorname{tr}\\operatorname{Cov}_w}{2\\sigma^4}',
  on: 'fresh draws',
  probes: true,
  excuse: tools.unmet('places', 'spread'),
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    // |ε|²/σ² of the same draws stands for its mean d/σ²: most of it is in |s|² as well, and the difference is the surer.
    const outcome = await againstConstant(context, ({ noise, score }, rounding) => {
      const size = tools.length(score);
      return [(tools.length(noise) ** 2 - size ** 2) / 2, size * rounding.score(size)];
    });
    const constant = constantOf(context);
    const bound = theory.constantBound(theory.momentsOf(context.probe.points, context.probe.dimension), sigma);
    const bounded = constant.value >= 0 && constant.value <= bound * (1 + 1e-9) + 5 * constant.standardError;
    return tools.provided(outcome, bounded, 'C is not between its bounds');
  },
};

const minimiser: Claim = {
  id: 'S3',
  statement: 'at the kernel score J_ESM = 0 and J_DSM = C, its least value',
  tex: 'J_{DSM}(s_\\sigma)=C',
  on: 'fresh draws',
  probes: true,
  excuse: tools.unmet('places', 'spread'),
  per: 'settings',
  check(context) {
    const { sigma } = context.settings;
    return againstConstant(context, ({ x, origin, residual, score }, rounding) => {
      const error = rounding.score(tools.length(score));
      return [theory.denoisingTerm(x, origin, score, sigma), (tools.length(residual) + error) * error];
    });
  },
};

const linear: Claim = {
  id: 'S4',
  statement: 'the best linear model −a(x − x̄): a = d/(tr Cov + dσ²), J_DSM in closed form',
  tex: 'J_{DSM}=\\tfrac12\\big[a^2\\operatorname{tr}\\operatorname{Cov}+d(\\tfrac1\\sigma-a\\sigma)^2\\big]',
  on: 'fresh draws',
  probes: true,
  excuse: tools.unmet('places', 'spread'),
  per: 'settings',
  check(context) {
    const { sigma } = context.settings;
    const { dimension, points } = context.probe;
    const count = tools.affordable(context, DRAWS);
    const { origins, places } = tools.noisyDraws(context, count, 0x54);
    const moments = theory.momentsOf(points, dimension);
    const { mean } = moments;
    const best = theory.bestSlope(moments, mean, sigma);
    /** The loss of the best model; and its slope in a, which is 0 on average: the loss is a parabola, with its least value there. */
    const losses: Term[] = [];
    const slopes: Term[] = [];
    for (let i = 0; i < count; i++) {
      const [x, origin] = [places, origins].map((rows) => tools.row(rows, dimension, i));
      const away = x.map((value, j) => value - mean[j]);
      const residual = away.map((value, j) => (x[j] - origin[j]) / sigma ** 2 - best * value);
      // ε is what the rounding of x made of it.
      const place = float32.place(tools.length(x)) / sigma ** 2;
      const size = tools.length(residual);
      losses.push([size ** 2 / 2, size * place]);
      slopes.push([
        residual.reduce((sum, value, j) => sum - value * away[j], 0),
        tools.length(away) * place + size * float32.place(tools.length(x)),
      ]);
    }
    const outcome = judgedMean(losses, exactly(theory.linearLoss(moments, { a: best, b: mean }, sigma)));
    const level = judgedMean(slopes, exactly(0)).verdict !== 'fails';
    return tools.provided(outcome, level, 'another a gives a smaller loss');
  },
};

const twoPoints: Claim = {
  id: 'S5',
  statement: 'two points 2σ apart: C = a²/2σ⁴ (1 − E tanh(a²/σ² + aε/σ)), a = σ',
  tex: 'C=\\frac{a^2}{2\\sigma^4}\\Big(1-\\mathbb E\\tanh\\big(\\tfrac{a^2}{\\sigma^2}+\\tfrac a\\sigma\\varepsilon\\big)\\Big)',
  on: 'fresh draws',
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const probe = new Probe(context.backend, Float32Array.of(-sigma, sigma), 1);
    try {
      const pair = { ...context, probe };
      const engine = tools.roundingOf(pair);
      // Scores, and ±σ and the places between them, rounded.
      const place = (2 * float32.place(4 * sigma)) / sigma ** 2;
      const terms = (await drawSample(pair)).map(({ residual, score }): Term => {
        const size = tools.length(residual);
        return [size ** 2 / 2, size * (engine.score(tools.length(score)) + place)];
      });
      return judgedMean(terms, exactly(theory.twoPointConstant(sigma, sigma)));
    } finally {
      probe.dispose();
    }
  },
};

const hyvarinen: Claim = {
  id: 'S6',
  statement: 'Hyvärinen: E[s_θ·s_σ + ∇·s_θ] = 0, in units of 1/σ²',
  tex: 'J_{ESM}=\\mathbb E_q\\big[\\tfrac12\\lVert s_\\theta\\rVert^2+\\nabla\\!\\cdot s_\\theta\\big]+C_1',
  on: 'fresh draws',
  probes: true,
  excuse: tools.unmet('places'),
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const engine = tools.roundingOf(context);
    const model = new UntrainedModel(context.probe.dimension, sigma, context.seed);
    const sizes: number[] = [];
    const terms = (await drawSample(context)).map(({ x, score }): Term => {
      const { score: guess, divergence } = model.at(x);
      const product = guess.reduce((sum, value, j) => sum + value * score[j], 0);
      const rounding = engine.score(tools.length(score)) + float32.place(tools.length(x)) / sigma ** 2;
      sizes.push((Math.abs(product) + Math.abs(divergence)) * sigma ** 2);
      return [(product + divergence) * sigma ** 2, tools.length(guess) * rounding * sigma ** 2];
    });
    // The two that should cancel are of this size.
    return judgedMean(terms, exactly(0), { scale: estimate(sizes).value });
  },
};

export const matchingClaims: readonly Claim[] = [difference, expressions, minimiser, linear, twoPoints, hyvarinen];
