// S1, S2, S3, S5 and S7: the denoising loss of a model, the explicit one, and the constant between them, on draws of the noisy law.
// MATHS.md 3.5.
import type { Backend } from '../compute/backend';
import { areResolved } from '../data/centred';
import { differenceTerm, expressionTerm, leastTerm } from '../math/matching-terms';
import { noisyDraws, scoredDraws, type ScoredDraw } from '../math/noisy-draws';
import { float32, type RoundedTerm } from '../math/rounding';
import { constantBound, momentsOf, twoPointConstant } from '../math/score-matching';
import { effectiveNumber, mean, meanOf } from '../math/statistics';
import { dot, length, minus } from '../math/vectors';
import { DensityQueue } from '../score/density-queue';
import { EngineRounding } from '../score/engine-rounding';
import type { Claim } from './claim-book';
import { judged, judgedMean, outside, provided, tooFew, type Outcome } from './claims';

/** A draw with its exact score, and what the model says there. */
export type Guessed = ScoredDraw & { readonly guess: Float64Array };

export interface Matching {
  readonly backend: Backend;
  /** Of the data. */
  readonly density: DensityQueue;
  readonly sigma: number;
  readonly seed: number;
  readonly draws: readonly Guessed[];
  /** tr Cov_w/2σ⁴ at other draws: the most precise expression of C. */
  readonly constants: readonly number[];
}

/** What a score of a size may be wrong by. */
export function scoreError({
  backend,
  density,
  sigma,
}: Pick<Matching, 'backend' | 'density' | 'sigma'>): (size: number) => number {
  const rounding = new EngineRounding(backend, density.dimension, sigma);
  return (size) => rounding.score(size);
}

type Spread = Pick<Matching, 'density' | 'sigma'>;

/** Why float32 tells nothing of the noisy law. */
export function farApart({ density, sigma }: Spread): string | undefined {
  if (areResolved(density.points, sigma)) return undefined;
  return 'the points lie so far apart that float32 cannot tell places apart that are near in units of σ';
}

/** The same, and that the points must differ. */
export function spreadExcuse(matching: Spread): string | undefined {
  const { points, dimension } = matching.density;
  return (
    farApart(matching) ??
    (points.every((value, i) => value === points[i % dimension]) ? 'all points are the same' : undefined)
  );
}

/** Where terms live on a few draws there is no standard error to trust. */
export function unlessFew(terms: readonly RoundedTerm[], others: readonly number[], judge: () => Outcome): Outcome {
  const sizes = [terms.map(([value]) => value), others].filter((list) => list.length > 0);
  const few = tooFew(Math.floor(Math.min(...sizes.map(effectiveNumber))), 'draws between points whose kernels overlap');
  return few ? outside(few) : judge();
}

type Said<C> = Claim<C> & { readonly statement: string };

/** `of`: what they look at; `excuse`: why that says nothing; `alone`: what S5, which has points of its own, asks. */
export function matchingClaims<C>(
  of: (context: C) => Matching | Promise<Matching>,
  excuse: (context: C) => string | undefined,
  alone: (context: C) => Pick<Matching, 'backend' | 'sigma' | 'seed'>,
): Readonly<Record<'S1' | 'S2' | 'S3' | 'S5' | 'S7', Said<C>>> {
  type TermOf = (matching: Matching, error: (size: number) => number) => (draw: Guessed) => RoundedTerm;
  const common = { on: 'fresh draws', excuse } as const;
  /** That a mean over the draws is C. */
  const isConstant = (id: string, statement: string, tex: string, termOf: TermOf): Said<C> => ({
    ...common,
    id,
    statement,
    tex,
    async check(context) {
      const matching = await of(context);
      const terms = matching.draws.map(termOf(matching, scoreError(matching)));
      return unlessFew(terms, matching.constants, () => judgedMean(terms, meanOf(matching.constants)));
    },
  });
  const expressions = isConstant(
    'S2',
    'C = ½(d/σ² − E|s_σ|²) = E tr Cov_w/2σ⁴, between 0 and tr Cov/2σ⁴',
    'C=\\tfrac12\\Big(\\frac d{\\sigma^2}-\\mathbb E\\lVert s_\\sigma\\rVert^2\\Big)=\\frac{\\mathbb E\\operatorname{tr}\\operatorname{Cov}_w}{2\\sigma^4}',
    (_, error) => (draw) => expressionTerm(draw, error),
  );
  return {
    S1: isConstant(
      'S1',
      'J_DSM − J_ESM = C for the model as it stands, trained or not',
      'J_{DSM}(\\theta)=J_{ESM}(\\theta)+C',
      ({ sigma }, error) =>
        (draw) =>
          differenceTerm(draw, draw.guess, sigma, error),
    ),
    S2: {
      ...expressions,
      async check(context) {
        return provided(await expressions.check(context), isBounded(await of(context)), 'C is not between its bounds');
      },
    },
    S3: isConstant(
      'S3',
      'the exact score has J_ESM = 0 and J_DSM = C: no model can have less',
      'J_{DSM}(s_\\sigma)=C',
      (_, error) => (draw) => leastTerm(draw, error),
    ),
    S5: {
      id: 'S5',
      statement: 'two points 2σ apart: C = a²/2σ⁴ (1 − E tanh(a²/σ² + aε/σ)), a = σ',
      tex: 'C=\\frac{a^2}{2\\sigma^4}\\Big(1-\\mathbb E\\tanh\\big(\\tfrac{a^2}{\\sigma^2}+\\tfrac a\\sigma\\varepsilon\\big)\\Big)',
      on: 'fresh draws',
      per: 'settings',
      check: (context) => twoPoints(alone(context)),
    },
    S7: {
      ...common,
      id: 'S7',
      statement: 'what the loss has beyond its floor C, measured on the same draws, is J_ESM',
      tex: 'J_{DSM}(\\theta)-C=J_{ESM}(\\theta)\\ge0',
      check: async (context) => excessOf(await of(context)),
    },
  };
}

function isBounded({ density, sigma, constants }: Matching): boolean {
  const { value, standardError } = meanOf(constants);
  const bound = constantBound(momentsOf(density.points, density.dimension), sigma);
  return value >= 0 && value <= bound * (1 + 1e-9) + 5 * standardError;
}

const PAIR_DRAWS = 4096;

async function twoPoints({ backend, sigma, seed }: Pick<Matching, 'backend' | 'sigma' | 'seed'>): Promise<Outcome> {
  const pair = Float32Array.of(-sigma, sigma);
  const density = new DensityQueue(backend, pair, 1);
  try {
    const noisy = noisyDraws(pair, 1, sigma, PAIR_DRAWS, seed, 0x51);
    const { score } = await density.ask({ queries: noisy.places, sigma });
    const error = scoreError({ backend, density, sigma });
    // Scores, and ±σ and the places between them, rounded.
    const place = (2 * float32.place(4 * sigma)) / sigma ** 2;
    const terms = scoredDraws(noisy, score, 1, sigma).map(({ residual, score: exact }): RoundedTerm => {
      const size = length(residual);
      return [size ** 2 / 2, size * (error(length(exact)) + place)];
    });
    return judgedMean(terms, twoPointConstant(sigma, sigma));
  } finally {
    density.dispose();
  }
}

/** J_DSM of the model less that of the exact score on the same draws: what is left of its spread goes with the error itself. */
function excessOf(matching: Matching): Outcome {
  const error = scoreError(matching);
  const terms = matching.draws.map(({ guess, score, residual }): RoundedTerm => {
    const away = minus(guess, score);
    const wrong = error(length(score));
    return [dot(away, residual), (length(away) + length(residual) + wrong) * wrong];
  });
  const explicit = mean(matching.draws.map(({ guess, score }) => length(minus(guess, score)) ** 2 / 2));
  const crossed = meanOf(terms.map(([value]) => value));
  const excess = { value: explicit + crossed.value, standardError: crossed.standardError };
  return unlessFew(terms, [], () => judged(excess, explicit, mean(terms.map(([, rounding]) => rounding))));
}
