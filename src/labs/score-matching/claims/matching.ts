// S1 to S7 on the model in training: its loss, the explicit one, and the constant between them. MATHS.md 3.5.
import { judged, judgedMean, provided } from '../../../experiment/claims';
import { differenceTerm, expressionTerm, hyvarinenTerm, leastTerm, linearTerms } from '../../../math/matching-terms';
import { noisyDraws, scoredDraws } from '../../../math/noisy-draws';
import { float32, type RoundedTerm } from '../../../math/rounding';
import { withDivergence } from '../../../math/score-model';
import { bestSlope, constantBound, linearLoss, twoPointConstant } from '../../../math/score-matching';
import { mean, meanOf } from '../../../math/statistics';
import { dot, length, minus } from '../../../math/vectors';
import { DensityQueue } from '../../../score/density-queue';
import {
  errorOf,
  guesses,
  momentsAt,
  ofPlaces,
  ofSpread,
  unlessFew,
  type Claim,
  type ClaimContext,
  type Guessed,
} from './context';

type TermOf = (context: ClaimContext) => (draw: Guessed) => RoundedTerm;

/** A claim that a mean over the draws is C. */
function isConstant(words: Pick<Claim, 'id' | 'statement' | 'tex'>, termOf: TermOf): Claim {
  return {
    ...ofSpread,
    ...words,
    check(context) {
      const terms = guesses(context).map(termOf(context));
      const { constants, floor } = context.validation;
      return unlessFew(terms, constants, () => judgedMean(terms, floor));
    },
  };
}

const difference = isConstant(
  {
    id: 'S1',
    statement: 'J_DSM − J_ESM = C for the model as it stands, trained or not',
    tex: 'J_{DSM}(\\theta)=J_{ESM}(\\theta)+C',
  },
  (context) => (draw) => differenceTerm(draw, draw.guess, context.values.sigma, errorOf(context)),
);

const expressions = isConstant(
  {
    id: 'S2',
    statement: 'C = ½(d/σ² − E|s_σ|²) = E tr Cov_w/2σ⁴, between 0 and tr Cov/2σ⁴',
    tex: 'C=\\tfrac12\\Big(\\frac d{\\sigma^2}-\\mathbb E\\lVert s_\\sigma\\rVert^2\\Big)=\\frac{\\mathbb E\\operatorname{tr}\\operatorname{Cov}_w}{2\\sigma^4}',
  },
  (context) => (draw) => expressionTerm(draw, errorOf(context)),
);

const bounded: Claim = {
  ...expressions,
  async check(context) {
    const { value, standardError } = context.validation.floor;
    const bound = constantBound(momentsAt(context), context.values.sigma);
    const isBounded = value >= 0 && value <= bound * (1 + 1e-9) + 5 * standardError;
    return provided(await expressions.check(context), isBounded, 'C is not between its bounds');
  },
};

const minimiser = isConstant(
  {
    id: 'S3',
    statement: 'the exact score has J_ESM = 0 and J_DSM = C: no model can have less',
    tex: 'J_{DSM}(s_\\sigma)=C',
  },
  (context) => (draw) => leastTerm(draw, errorOf(context)),
);

/** Of a linear model in training: its loss as it stands; else of the best linear model. */
const linear: Claim = {
  ...ofPlaces,
  id: 'S4',
  statement: ({ values }) =>
    values.model === 'linear'
      ? 'the linear model as it stands has the loss ½[a²(tr Cov + |x̄ − b|²) + d(1/σ − aσ)²]'
      : 'the best linear model, a = d/(tr Cov + dσ²), has its loss in closed form',
  tex: 'J_{DSM}=\\tfrac12\\big[a^2(\\operatorname{tr}\\operatorname{Cov}+\\lVert\\bar x-b\\rVert^2)+d(\\tfrac1\\sigma-a\\sigma)^2\\big]',
  check(context) {
    const moments = momentsAt(context);
    const { sigma } = context.values;
    const { model, weights } = context.network;
    if (model.model !== 'linear') {
      const terms = guesses(context).map((draw) => linearTerms(draw, moments, sigma)[0]);
      const best = { a: bestSlope(moments, moments.mean, sigma), b: moments.mean };
      return judgedMean(terms, linearLoss(moments, best, sigma));
    }
    const terms = guesses(context).map(({ guess, noise, x }): RoundedTerm => {
      const residual = length(
        minus(
          noise,
          guess.map((value) => -value),
        ),
      );
      const rounding =
        (float32.place(length(x)) / sigma ** 2) * (1 + Math.abs(weights[0]) * sigma ** 2) +
        4 * float32.place(length(guess));
      return [residual ** 2 / 2, (residual + rounding) * rounding];
    });
    return judgedMean(terms, linearLoss(moments, { a: weights[0], b: weights.subarray(1) }, sigma));
  },
};

const twoPoints: Claim = {
  id: 'S5',
  statement: 'two points 2σ apart: C = a²/2σ⁴ (1 − E tanh(a²/σ² + aε/σ)), a = σ',
  tex: 'C=\\frac{a^2}{2\\sigma^4}\\Big(1-\\mathbb E\\tanh\\big(\\tfrac{a^2}{\\sigma^2}+\\tfrac a\\sigma\\varepsilon\\big)\\Big)',
  on: 'fresh draws',
  per: 'settings',
  async check(context) {
    const { sigma } = context.values;
    const pair = Float32Array.of(-sigma, sigma);
    const density = new DensityQueue(context.backend, pair, 1);
    try {
      const noisy = noisyDraws(pair, 1, sigma, 2048, context.seed, 0x5d);
      const { score } = await density.ask({ queries: noisy.places, sigma });
      const ofScore = errorOf({ ...context, density });
      const place = (2 * float32.place(4 * sigma)) / sigma ** 2;
      const terms = scoredDraws(noisy, score, 1, sigma).map(({ residual, score: exact }): RoundedTerm => {
        const size = length(residual);
        return [size ** 2 / 2, size * (ofScore(length(exact)) + place)];
      });
      return judgedMean(terms, twoPointConstant(sigma, sigma));
    } finally {
      density.dispose();
    }
  },
};

/** Multiplications that a divergence of the twin may cost. */
const MOST_WORK = 2 ** 24;

const hyvarinen: Claim = {
  ...ofPlaces,
  id: 'S6',
  statement: 'Hyvärinen: E[s_θ·s_σ + ∇·s_θ] = 0 for the model as it stands, in units of 1/σ²',
  tex: 'J_{ESM}=\\mathbb E_q\\big[\\tfrac12\\lVert s_\\theta\\rVert^2+\\nabla\\!\\cdot s_\\theta\\big]+C_1',
  check(context) {
    const { network, values, validation } = context;
    const few = Math.max(64, Math.floor(MOST_WORK / (10 * network.weights.length)));
    const model = withDivergence(network.model, network.weights, values.sigma);
    const terms = validation.draws
      .slice(0, few)
      .map((draw) => hyvarinenTerm(draw, model, values.sigma, errorOf(context)));
    const scale = mean(terms.map(([, size]) => size));
    return unlessFew(
      terms.map(([term]) => term),
      [],
      () =>
        judgedMean(
          terms.map(([term]) => term),
          0,
          { scale },
        ),
    );
  },
};

const training: Claim = {
  ...ofSpread,
  id: 'S7',
  statement: 'what the loss has beyond its floor C, measured on the same draws, is J_ESM',
  tex: 'J_{DSM}(\\theta)-C=J_{ESM}(\\theta)\\ge0',
  check(context) {
    const wrong = errorOf(context);
    const terms = guesses(context).map(({ guess, score, residual }): RoundedTerm => {
      const away = minus(guess, score);
      const error = wrong(length(score));
      return [dot(away, residual), (length(away) + length(residual) + error) * error];
    });
    const explicit = mean(
      guesses(context).map(({ guess, score }) => dot(minus(guess, score), minus(guess, score)) / 2),
    );
    const crossed = meanOf(terms.map(([value]) => value));
    const excess = { value: explicit + crossed.value, standardError: crossed.standardError };
    const rounding = mean(terms.map(([, error]) => error));
    return unlessFew(terms, [], () => judged(excess, explicit, rounding));
  },
};

export const matchingClaims: readonly Claim[] = [
  difference,
  bounded,
  minimiser,
  linear,
  twoPoints,
  hyvarinen,
  training,
];
