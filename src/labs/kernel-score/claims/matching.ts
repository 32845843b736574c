// S1 to S6: explicit and denoising score matching on the kernel density, with models that need no training. MATHS.md 3.5.
import { judged, outside, provided, tooFew, type Outcome } from '../../../experiment/claims';
import { scoredDraws, type ScoredDraw } from '../../../math/noisy-draws';
import { float32 } from '../../../math/rounding';
import {
  bestSlope,
  constantBound,
  constantTerm,
  denoisingTerm,
  explicitTerm,
  linearLoss,
  momentsOf,
  twoPointConstant,
} from '../../../math/score-matching';
import { effectiveNumber, mean, meanOf, type Estimate } from '../../../math/statistics';
import { UntrainedScore } from '../../../math/untrained-score';
import { dot, length, minus, plus, rowsOf } from '../../../math/vectors';
import { DensityQueue } from '../../../score/density-queue';
import type { EngineRounding } from '../../../score/engine-rounding';
import { affordable, ask, draw, ofPlaces, ofSpread, roundingOf, type Claim, type ClaimContext } from './context';

const DRAWS = 4096;
/** Draws whose weights are formed on the host, in float64. */
const HOST_DRAWS = 512;

/** What a draw adds to a mean, and what rounding may change of that. */
type Term = readonly [value: number, rounding: number];

/** What is made of a context when it is first asked for: the same for every claim of one round. */
function once<T extends object>(make: (context: ClaimContext) => T): (context: ClaimContext) => T {
  const made = new WeakMap<ClaimContext, T>();
  return (context) => {
    const value = made.get(context) ?? make(context);
    made.set(context, value);
    return value;
  };
}

const draws = once(async (context): Promise<readonly ScoredDraw[]> => {
  const noisy = draw(context, affordable(context, DRAWS), 0x51);
  const { score } = await ask(context, noisy.places);
  return scoredDraws(noisy, score, context.density.dimension, context.settings.sigma);
});

/** C = E tr Cov_w / 2σ⁴ from other draws, in float64: the most precise expression of it. */
const constantTerms = once((context): readonly number[] => {
  const { points, dimension } = context.density;
  const { places } = draw(context, Math.min(HOST_DRAWS, affordable(context, HOST_DRAWS)), 0x5c);
  return rowsOf(places, dimension).map((x) => constantTerm(points, x, context.settings.sigma));
});

/** A mean with its standard error and the mean of the roundings. */
function judgedMean(terms: readonly Term[], predicted: number | Estimate, scale?: number): Outcome {
  const { value, standardError } = meanOf(terms.map(([term]) => term));
  const exact = typeof predicted === 'number' ? { value: predicted, standardError: 0 } : predicted;
  const both = Math.hypot(standardError, exact.standardError);
  const rounding = mean(terms.map(([, error]) => error));
  return judged({ value, standardError: both }, exact.value, rounding, scale === undefined ? {} : { scale });
}

/** A claim that a mean over the shared draws is C. */
function isConstant(
  words: Pick<Claim, 'id' | 'statement' | 'tex'>,
  termsOf: (context: ClaimContext, rounding: EngineRounding) => (draw: ScoredDraw) => Term,
  condition: (context: ClaimContext, constant: Estimate) => string | undefined = () => undefined,
): Claim {
  return {
    ...ofSpread,
    ...words,
    on: 'fresh draws',
    async check(context) {
      const terms = (await draws(context)).map(termsOf(context, roundingOf(context)));
      const constants = constantTerms(context);
      const few = Math.floor(Math.min(effectiveNumber(terms.map(([value]) => value)), effectiveNumber(constants)));
      const reason = tooFew(few, 'draws between points whose kernels overlap');
      if (reason) return outside(reason);
      const constant = meanOf(constants);
      const broken = condition(context, constant);
      return provided(judgedMean(terms, constant), broken === undefined, broken ?? '');
    },
  };
}

const difference = isConstant(
  {
    id: 'S1',
    statement: 'J_DSM − J_ESM = C for any model, trained or not',
    tex: 'J_{DSM}(\\theta)=J_{ESM}(\\theta)+C',
  },
  ({ density, settings: { sigma }, seed }, rounding) => {
    const model = new UntrainedScore(density.dimension, sigma, seed);
    return ({ x, origin, score }) => {
      const { score: guess } = model.at(x);
      const gap = denoisingTerm(x, origin, guess, sigma) - explicitTerm(guess, score);
      return [gap, length(minus(guess, score)) * rounding.score(length(score))];
    };
  },
);

const expressions = isConstant(
  {
    id: 'S2',
    statement: 'C = ½(d/σ² − E|s_σ|²) = E tr Cov_w/2σ⁴, between 0 and tr Cov/2σ⁴',
    tex: 'C=\\tfrac12\\Big(\\frac d{\\sigma^2}-\\mathbb E\\lVert s_\\sigma\\rVert^2\\Big)=\\frac{\\mathbb E\\operatorname{tr}\\operatorname{Cov}_w}{2\\sigma^4}',
  },
  // |ε|²/σ² of the same draws stands for its mean d/σ²: most of it is in |s|² as well, and the difference is the surer.
  (_, rounding) =>
    ({ noise, score }) => {
      const size = length(score);
      return [(length(noise) ** 2 - size ** 2) / 2, size * rounding.score(size)];
    },
  ({ density: { points, dimension }, settings: { sigma } }, { value, standardError }) => {
    const most = constantBound(momentsOf(points, dimension), sigma) * (1 + 1e-9) + 5 * standardError;
    return value >= 0 && value <= most ? undefined : 'C is not between its bounds';
  },
);

const minimiser = isConstant(
  { id: 'S3', statement: 'at the kernel score J_ESM = 0 and J_DSM = C, its least value', tex: 'J_{DSM}(s_\\sigma)=C' },
  ({ settings: { sigma } }, rounding) =>
    ({ x, origin, residual, score }) => {
      const error = rounding.score(length(score));
      return [denoisingTerm(x, origin, score, sigma), (length(residual) + error) * error];
    },
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
    const best = bestSlope(moments, moments.mean, sigma);
    const from = rowsOf(origins, dimension);
    const terms = rowsOf(places, dimension).map((x, i): readonly [loss: Term, slope: Term] => {
      const away = minus(x, moments.mean);
      const residual = plus(
        minus(x, from[i]).map((value) => value / sigma ** 2),
        away,
        -best,
      );
      // ε is what the rounding of x made of it.
      const place = float32.place(length(x));
      const size = length(residual);
      const error = place / sigma ** 2;
      return [
        [size ** 2 / 2, size * error],
        [-dot(residual, away), length(away) * error + size * place],
      ];
    });
    const outcome = judgedMean(
      terms.map(([loss]) => loss),
      linearLoss(moments, { a: best, b: moments.mean }, sigma),
    );
    // The loss is a parabola in a, so that its slope is 0 on average at the least value.
    const level = judgedMean(
      terms.map(([, slope]) => slope),
      0,
    );
    return provided(outcome, level.verdict !== 'fails', 'another a gives a smaller loss');
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
      const terms = (await draws(pair)).map(({ residual, score }): Term => {
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
    const sizes: number[] = [];
    const terms = (await draws(context)).map(({ x, score }): Term => {
      const { score: guess, divergence } = model.at(x);
      const product = dot(guess, score);
      const error = rounding.score(length(score)) + float32.place(length(x)) / sigma ** 2;
      sizes.push((Math.abs(product) + Math.abs(divergence)) * sigma ** 2);
      return [(product + divergence) * sigma ** 2, length(guess) * error * sigma ** 2];
    });
    // The two that should cancel are of this size.
    return judgedMean(terms, 0, mean(sizes));
  },
};

export const matchingClaims: readonly Claim[] = [difference, expressions, minimiser, linear, twoPoints, hyvarinen];
