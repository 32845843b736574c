// G11, G12, G17, G21: how long a step may be, found by runs. MATHS.md 4.5 to 4.7.
import { outside, provided, within, type Outcome } from '../../../experiment/claims';
import { growthOfPowers, SEARCH_RESOLUTION, searchLimit, type GrowthAt } from '../../../math/dirac-limit-search';
import { alternatingLimit, consensusLimit, simultaneousLimit, twoStepLimit } from '../../../math/dirac-limits';
import { predictedRadius } from '../../../math/dirac-linearisation';
import { operatorErrors } from '../../../math/dirac-rounding';
import { withStep } from '../../../math/dirac-scheme';
import { damps, dampingOf, equalSteps, only, radiusOutcome, slopeOf, type Claim, type ClaimContext } from './context';

/** MATHS G11, G12: runs at these multiples of the limit shrink and grow. */
const [INSIDE, BEYOND] = [0.97, 1.03];
const ROUNDS = 2000;
/** Growth a round that counts as growth. */
const THRESHOLD = 1e-4;

export const averaged = { variant: ['noise', 'r1', 'r2'], sampled: false } as const;

/** The limit found by bisection on runs against the closed form. */
async function limitOutcome(context: ClaimContext, limit: number): Promise<Outcome> {
  const { settings, trials } = context;
  const radius = (factor: number): number => predictedRadius(withStep(settings, limit * factor));
  const steepness = Math.log(radius(1.01) / radius(0.99)) / 0.02;
  if (!(steepness > 0.02)) return outside('near its limit the step hardly matters at this damping');
  const search = { around: 1.1 * limit, threshold: THRESHOLD };
  // So many rounds from one start do not find the limit itself, the less so where the eigenvalues meet or the other mode
  // stays too: powers of the operator tell by how much.
  const expected = await searchLimit(growthOfPowers(settings, ROUNDS), search);
  if (Number.isNaN(expected)) return outside(`runs of ${ROUNDS} rounds do not find this limit`);
  const growth: GrowthAt = (steps) => trials.growth(settings, 'h', steps, ROUNDS);
  const measured = await searchLimit(growth, search);
  const rounding = operatorErrors({ ...context, settings: withStep(settings, limit) }).radius / steepness;
  const outcome = within(measured, limit, Math.abs(expected - limit) + limit * (2 * SEARCH_RESOLUTION + rounding));
  const [inside, beyond] = await growth([INSIDE, BEYOND, INSIDE, BEYOND].map((factor) => factor * limit));
  return provided(outcome, inside < 0 && beyond > 0, 'runs at 0.97 and 1.03 of the limit do not shrink and grow');
}

const simultaneousDamped: Claim = {
  id: 'G11',
  statement:
    'damped simultaneous steps (noise, R1, R2) converge exactly for h below 2b/a² (b ≤ a), 2/(b + √(b² − a²)) (b ≥ a)',
  tex: 'h^{\\text{sim}}_{\\text{max}}=2b/a^2\\;(b\\le a),\\quad\\frac2{b+\\sqrt{b^2-a^2}}\\;(b\\ge a)',
  on: 'near the equilibrium',
  excuse: only({ ...averaged, scheme: 'simultaneous' }, equalSteps, damps),
  check: (context) => limitOutcome(context, simultaneousLimit(slopeOf(context), dampingOf(context))),
};

const alternatingDamped: Claim = {
  id: 'G12',
  statement: 'damped alternating steps (noise, R1, R2) converge exactly for h below 2/(b + √(a² + b²))',
  tex: 'h^{\\text{alt}}_{\\text{max}}=\\frac2{b+\\sqrt{a^2+b^2}}',
  on: 'near the equilibrium',
  excuse: only({ ...averaged, scheme: 'alternating' }, equalSteps, damps),
  check: (context) => limitOutcome(context, alternatingLimit(slopeOf(context), dampingOf(context))),
};

const consensus: Claim = {
  id: 'G17',
  statement: 'consensus optimisation converges for h below 2γ/(1 + γ²a²) (simultaneous), 2/(a(1 + γa)) (alternating)',
  tex: '\\lambda=-\\gamma a^2\\pm ia',
  on: 'near the equilibrium',
  excuse: only({ variant: 'consensus', scheme: ['simultaneous', 'alternating'] }, equalSteps, damps),
  async check(context) {
    const { rule, pace } = context.settings;
    const scheme = rule.scheme === 'simultaneous' ? 'simultaneous' : 'alternating';
    const outcome = await limitOutcome(context, consensusLimit(scheme, slopeOf(context), pace.gamma));
    const { verdict } = await radiusOutcome(context);
    return provided(outcome, verdict !== 'fails', 'the spectrum is another one');
  },
};

const twoSteps: Claim = {
  id: 'G21',
  statement:
    'two step sizes, simultaneous: stable iff hɢ a² < 2b and 4 − 4hᴅ b + hɢ hᴅ a² > 0; limit of hɢ at this ratio',
  tex: 'h_Ga^2<2b,\\quad 4-4h_Db+h_Gh_Da^2>0',
  on: 'near the equilibrium',
  excuse: only(
    { ...averaged, scheme: 'simultaneous' },
    ({ settings: { pace } }) => (pace.h === pace.hD ? 'the two steps are equal' : undefined),
    damps,
  ),
  check(context) {
    const { h, hD } = context.settings.pace;
    return limitOutcome(context, twoStepLimit(slopeOf(context), dampingOf(context), hD / h));
  },
};

export const limitClaims: readonly Claim[] = [simultaneousDamped, alternatingDamped, consensus, twoSteps];
