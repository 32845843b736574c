// S1 to S7 on the model in training. MATHS.md 3.5.
import { judgedMean } from '../../../experiment/claims';
import { farApart, matchingClaims, scoreError, spreadExcuse, unlessFew } from '../../../experiment/matching-claims';
import { hyvarinenTerm, linearTerms } from '../../../math/matching-terms';
import { float32, type RoundedTerm } from '../../../math/rounding';
import { withDivergence } from '../../../math/score-model';
import { bestSlope, linearLoss, momentsOf } from '../../../math/score-matching';
import { mean } from '../../../math/statistics';
import { length, plus } from '../../../math/vectors';
import { matchingOf, type Claim, type ClaimContext } from './context';

const ofPlaces = { on: 'fresh draws', excuse: (context: ClaimContext) => farApart(matchingOf(context)) } as const;

const linear: Claim = {
  ...ofPlaces,
  id: 'S4',
  statement: ({ values }) =>
    values.model === 'linear'
      ? 'the linear model as it stands has the loss ½[a²(tr Cov + |x̄ − b|²) + d(1/σ − aσ)²]'
      : 'the best linear model, a = d/(tr Cov + dσ²), has its loss in closed form',
  tex: 'J_{DSM}=\\tfrac12\\big[a^2(\\operatorname{tr}\\operatorname{Cov}+\\lVert\\bar x-b\\rVert^2)+d(\\tfrac1\\sigma-a\\sigma)^2\\big]',
  check(context) {
    const { density, draws, sigma } = matchingOf(context);
    const { model, weights } = context.network;
    const moments = momentsOf(density.points, 2);
    const best = { a: bestSlope(moments, moments.mean, sigma), b: moments.mean };
    if (model.model !== 'linear')
      return judgedMean(
        draws.map((draw) => linearTerms(draw, moments, sigma)[0]),
        linearLoss(moments, best, sigma),
      );
    const terms = draws.map(({ guess, noise, x }): RoundedTerm => {
      const size = length(plus(noise, guess));
      const error =
        float32.place(length(x)) / sigma ** 2 + 4 * float32.place(length(guess) + Math.abs(weights[0]) * length(x));
      return [size ** 2 / 2, (size + error) * error];
    });
    return judgedMean(terms, linearLoss(moments, { a: weights[0], b: weights.subarray(1) }, sigma));
  },
};

/** Multiplications that divergences in float64 may cost. */
const MOST_WORK = 2 ** 24;
const FEWEST = 64;

const hyvarinen: Claim = {
  ...ofPlaces,
  id: 'S6',
  statement: 'Hyvärinen: E[s_θ·s_σ + ∇·s_θ] = 0 for the model as it stands, in units of 1/σ²',
  tex: 'J_{ESM}=\\mathbb E_q\\big[\\tfrac12\\lVert s_\\theta\\rVert^2+\\nabla\\!\\cdot s_\\theta\\big]+C_1',
  check(context) {
    const matching = matchingOf(context);
    const { model, weights } = context.network;
    const few = Math.max(FEWEST, Math.floor(MOST_WORK / (10 * weights.length)));
    const said = withDivergence(model, weights, matching.sigma);
    const error = scoreError(matching);
    const terms = matching.draws.slice(0, few).map((draw) => hyvarinenTerm(draw, said, matching.sigma, error));
    // The two that should cancel are of this size.
    const scale = mean(terms.map(([, size]) => size));
    const sums = terms.map(([term]) => term);
    return unlessFew(sums, [], () => judgedMean(sums, 0, { scale }));
  },
};

const excuse = (context: ClaimContext): string | undefined => spreadExcuse(matchingOf(context));
const { S1, S2, S3, S5, S7 } = matchingClaims(matchingOf, excuse, matchingOf);

export const modelClaims: readonly Claim[] = [S1, S2, S3, linear, S5, hyvarinen, S7];
