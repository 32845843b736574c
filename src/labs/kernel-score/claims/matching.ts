// S1 to S6: explicit and denoising score matching on the kernel density, with models that need no training. MATHS.md 3.5.
import { judgedMean, provided } from '../../../experiment/claims';
import { matchingClaims, type Matching } from '../../../experiment/matching-claims';
import { hyvarinenTerm, linearTerms } from '../../../math/matching-terms';
import { scoredDraws } from '../../../math/noisy-draws';
import { bestSlope, constantTerm, linearLoss, momentsOf } from '../../../math/score-matching';
import { mean } from '../../../math/statistics';
import { UntrainedScore } from '../../../math/untrained-score';
import { minus, rowsOf } from '../../../math/vectors';
import { once } from '../../../once';
import { affordable, ask, draw, ofPlaces, ofSpread, roundingOf, type Claim, type ClaimContext } from './context';

const DRAWS = 4096;
/** Draws whose weights are formed on the host, in float64. */
const HOST_DRAWS = 512;

/** The same for every claim of one round: draws with an untrained model, and C from other draws, in float64. */
const matching = once(async (context: ClaimContext): Promise<Matching> => {
  const { density, settings, seed, backend } = context;
  const { sigma } = settings;
  const { points, dimension } = density;
  const noisy = draw(context, affordable(context, DRAWS), 0x51);
  const { score } = await ask(context, noisy.places);
  const model = new UntrainedScore(dimension, sigma, seed);
  const draws = scoredDraws(noisy, score, dimension, sigma).map((one) => ({ ...one, guess: model.at(one.x).score }));
  const { places } = draw(context, Math.min(HOST_DRAWS, affordable(context, HOST_DRAWS)), 0x5c);
  const constants = rowsOf(places, dimension).map((x) => constantTerm(points, x, sigma));
  return { backend, density, sigma, seed, draws, constants };
});

const { S1, S2, S3, S5 } = matchingClaims(matching, ofSpread.excuse, ({ backend, seed, settings: { sigma } }) => ({
  backend,
  seed,
  sigma,
}));
const difference = { ...S1, ...ofSpread, statement: 'J_DSM − J_ESM = C for any model, trained or not' };
const minimiser = { ...S3, ...ofSpread, statement: 'at the kernel score J_ESM = 0 and J_DSM = C, its least value' };

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
    const terms = (await matching(context)).draws.map((one) =>
      hyvarinenTerm(one, model, sigma, (size) => rounding.score(size)),
    );
    // The two that should cancel are of this size.
    const scale = mean(terms.map(([, size]) => size));
    const gaps = terms.map(([gap]) => gap);
    return judgedMean(gaps, 0, { scale });
  },
};

export const scoreClaims: readonly Claim[] = [difference, { ...S2, ...ofSpread }, minimiser, linear, S5, hyvarinen];
