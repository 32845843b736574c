// S1 to S6: explicit and denoising score matching on the kernel density, with models that need no training. MATHS.md 3.5.
import { judgedMean, outside, provided, tooFew } from '../../../experiment/claims';
import { differenceTerm, expressionTerm, hyvarinenTerm, leastTerm, linearTerms } from '../../../math/matching-terms';
import { scoredDraws, type ScoredDraw } from '../../../math/noisy-draws';
import { float32, type RoundedTerm } from '../../../math/rounding';
import {
  bestSlope,
  constantBound,
  constantTerm,
  linearLoss,
  momentsOf,
  twoPointConstant,
} from '../../../math/score-matching';
import { effectiveNumber, mean, meanOf } from '../../../math/statistics';
import { UntrainedScore } from '../../../math/untrained-score';
import { length, minus, rowsOf } from '../../../math/vectors';
import { DensityQueue } from '../../../score/density-queue';
import { once } from '../../../once';
import { affordable, ask, draw, ofPlaces, ofSpread, roundingOf, type Claim, type ClaimContext } from './context';

const DRAWS = 4096;
/** Draws whose weights are formed on the host, in float64. */
const HOST_DRAWS = 512;

/** The same for every claim of one round. */
const draws = once(async (context: ClaimContext): Promise<readonly ScoredDraw[]> => {
  const noisy = draw(context, affordable(context, DRAWS), 0x51);
  const { score } = await ask(context, noisy.places);
  return scoredDraws(noisy, score, context.density.dimension, context.settings.sigma);
});

/** C = E tr Cov_w / 2σ⁴ from other draws, in float64: the most precise expression of it. */
const constantTerms = once((context: ClaimContext): readonly number[] => {
  const { points, dimension } = context.density;
  const { places } = draw(context, Math.min(HOST_DRAWS, affordable(context, HOST_DRAWS)), 0x5c);
  return rowsOf(places, dimension).map((x) => constantTerm(points, x, context.settings.sigma));
});

/** A claim that a mean over the shared draws is C. */
function isConstant(
  words: Pick<Claim, 'id' | 'statement' | 'tex'>,
  termOf: (context: ClaimContext, errorOf: (size: number) => number) => (draw: ScoredDraw) => RoundedTerm,
): Claim {
  return {
    ...ofSpread,
    ...words,
    on: 'fresh draws',
    async check(context) {
      const rounding = roundingOf(context);
      const terms = (await draws(context)).map(termOf(context, (size) => rounding.score(size)));
      const constants = constantTerms(context);
      const few = Math.floor(Math.min(effectiveNumber(terms.map(([value]) => value)), effectiveNumber(constants)));
      const excuse = tooFew(few, 'draws between points whose kernels overlap', 'another bandwidth');
      return excuse ? outside(excuse) : judgedMean(terms, meanOf(constants));
    },
  };
}

const difference = isConstant(
  {
    id: 'S1',
    statement: 'J_DSM − J_ESM = C for any model, trained or not',
    tex: 'J_{DSM}(\\theta)=J_{ESM}(\\theta)+C',
  },
  ({ density, settings: { sigma }, seed }, errorOf) => {
    const model = new UntrainedScore(density.dimension, sigma, seed);
    return (one) => differenceTerm(one, model.at(one.x).score, sigma, errorOf);
  },
);

const expressions = isConstant(
  {
    id: 'S2',
    statement: 'C = ½(d/σ² − E|s_σ|²) = E tr Cov_w/2σ⁴, between 0 and tr Cov/2σ⁴',
    tex: 'C=\\tfrac12\\Big(\\frac d{\\sigma^2}-\\mathbb E\\lVert s_\\sigma\\rVert^2\\Big)=\\frac{\\mathbb E\\operatorname{tr}\\operatorname{Cov}_w}{2\\sigma^4}',
  },
  (_, errorOf) => (one) => expressionTerm(one, errorOf),
);

/** S2 with the bounds of C. */
const bounded: Claim = {
  ...expressions,
  async check(context) {
    const { points, dimension } = context.density;
    const { value, standardError } = meanOf(constantTerms(context));
    const bound = constantBound(momentsOf(points, dimension), context.settings.sigma);
    const isBounded = value >= 0 && value <= bound * (1 + 1e-9) + 5 * standardError;
    return provided(await expressions.check(context), isBounded, 'C is not between its bounds');
  },
};

const minimiser = isConstant(
  { id: 'S3', statement: 'at the kernel score J_ESM = 0 and J_DSM = C, its least value', tex: 'J_{DSM}(s_\\sigma)=C' },
  (_, errorOf) => (one) => leastTerm(one, errorOf),
);

const linear: Claim = {
  ...ofSpread,
  id: 'S4',
  statement: 'the best linear model −a(x − x̄): a = d/(tr Cov + dσ²), J_DSM in closed form',
  tex: 'J_{DSM}=\\tfrac12\\big[a^2\\operatorname{tr}\\operatorname{Cov}+d(\\tfrac1\\sigma-a\\sigma)^2\\big]',
  on: 'fresh draws',
  check(context) {
    const { sigma } = context.settings;
    const { dimension, points } = context.density;
    const { origins, places } = draw(context, affordable(context, DRAWS), 0x54);
    const moments = momentsOf(points, dimension);
    const from = rowsOf(origins, dimension);
    const terms = rowsOf(places, dimension).map((x, i) => {
      const noise = minus(x, from[i]).map((value) => value / sigma ** 2);
      return linearTerms({ x, noise }, moments, sigma);
    });
    const [losses, slopes] = [terms.map(([loss]) => loss), terms.map(([, slope]) => slope)];
    const best = { a: bestSlope(moments, moments.mean, sigma), b: moments.mean };
    const outcome = judgedMean(losses, linearLoss(moments, best, sigma));
    // The loss is a parabola in a, so that its slope is 0 on average at the least value.
    return provided(outcome, judgedMean(slopes, 0).verdict !== 'fails', 'another a gives a smaller loss');
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
    const density = new DensityQueue(context.backend, Float32Array.of(-sigma, sigma), 1);
    try {
      const pair = { ...context, density };
      const rounding = roundingOf(pair);
      // Scores, and ±σ and the places between them, rounded.
      const place = (2 * float32.place(4 * sigma)) / sigma ** 2;
      const terms = (await draws(pair)).map(({ residual, score }): RoundedTerm => {
        const size = length(residual);
        return [size ** 2 / 2, size * (rounding.score(length(score)) + place)];
      });
      return judgedMean(terms, twoPointConstant(sigma, sigma));
    } finally {
      density.dispose();
    }
  },
};

const hyvarinen: Claim = {
  ...ofPlaces,
  id: 'S6',
  statement: 'Hyvärinen: E[s_θ·s_σ + ∇·s_θ] = 0, in units of 1/σ²',
  tex: 'J_{ESM}=\\mathbb E_q\\big[\\tfrac12\\lVert s_\\theta\\rVert^2+\\nabla\\!\\cdot s_\\theta\\big]+C_1',
  on: 'fresh draws',
  async check(context) {
    const { sigma } = context.settings;
    const rounding = roundingOf(context);
    const model = new UntrainedScore(context.density.dimension, sigma, context.seed);
    const terms = (await draws(context)).map((one) => hyvarinenTerm(one, model, sigma, (size) => rounding.score(size)));
    // The two that should cancel are of this size.
    const scale = mean(terms.map(([, size]) => size));
    const gaps = terms.map(([gap]) => gap);
    return judgedMean(gaps, 0, { scale });
  },
};

export const matchingClaims: readonly Claim[] = [difference, bounded, minimiser, linear, twoPoints, hyvarinen];
