// G11 and G12: how long a step may be under a damping, found by runs. MATHS.md 4.5, 4.6, 4.7.
import { outside, provided, within, type Outcome } from '../../../experiment/claims';
import { alternatingLimit, simultaneousLimit } from '../theory/limits';
import { operatorOf, predictedRadius } from '../theory/linearisation';
import { dampingOf, excuse, slopeOf, unequalSteps, withStep, type Claim, type ClaimContext } from './context';
import { dampedVariants, NO_DAMPING } from './damped';
import { growthOfPowers, growthOfRuns, SEARCH_RESOLUTION, searchLimit } from './limit-search';
import { operatorErrors } from './rounding';

/** MATHS G11, G12: runs at these multiples of the limit shrink and grow. */
const [INSIDE, BEYOND] = [0.97, 1.03];
const ROUNDS = 2000;
/** Growth a round that counts as growth. */
const THRESHOLD = 1e-4;

/** The limit found by bisection on runs against the closed form. */
export async function limitOutcome(context: ClaimContext, limit: number): Promise<Outcome> {
  const { settings, probe } = context;
  const radius = (factor: number): number => predictedRadius(withStep(settings, limit * factor));
  const steepness = Math.log(radius(1.01) / radius(0.99)) / 0.02;
  if (!(steepness > 0.02)) return outside('near its limit the step hardly matters at this damping');
  const search = { around: 1.1 * limit, threshold: THRESHOLD };
  // So many rounds from one start do not find the limit itself, the less so where the eigenvalues meet or the other mode
  // stays too: powers of the operator tell by how much.
  const expected = await searchLimit(growthOfPowers(settings, ROUNDS), search);
  if (Number.isNaN(expected)) return outside(`runs of ${ROUNDS} rounds do not find this limit`);
  const measured = await searchLimit(growthOfRuns(probe, settings, ROUNDS), search);
  const operator = operatorOf(withStep(settings, limit)) ?? [Number.NaN, 0, 0, 0];
  const rounding = operatorErrors({ ...context, settings: withStep(settings, limit) }, operator).radius / steepness;
  const outcome = within(measured, limit, Math.abs(expected - limit) + limit * (2 * SEARCH_RESOLUTION + rounding));
  const [inside, beyond] = [await growthAt(context, limit * INSIDE), await growthAt(context, limit * BEYOND)];
  return provided(outcome, inside < 0 && beyond > 0, 'runs at 0.97 and 1.03 of the limit do not shrink and grow');
}

async function growthAt({ probe, settings }: ClaimContext, h: number): Promise<number> {
  const [rate] = await probe.growth(settings, 'h', [h, h, h, h], ROUNDS);
  return rate;
}

const simultaneousDamped: Claim = {
  id: 'G11',
  statement:
    'damped simultaneous steps (noise, R1, R2) converge exactly for h below 2b/a² (b ≤ a), 2/(b + √(b² − a²)) (b ≥ a)',
  tex: 'h^{\\text{sim}}_{\\text{max}}=2b/a^2\\;(b\\le a),\\quad\\frac2{b+\\sqrt{b^2-a^2}}\\;(b\\ge a)',
  on: 'near the equilibrium',
  check: (context) => limitOf(context, 'simultaneous', simultaneousLimit),
};

const alternatingDamped: Claim = {
  id: 'G12',
  statement: 'damped alternating steps (noise, R1, R2) converge exactly for h below 2/(b + √(a² + b²))',
  tex: 'h^{\\text{alt}}_{\\text{max}}=\\frac2{b+\\sqrt{a^2+b^2}}',
  on: 'near the equilibrium',
  check: (context) => limitOf(context, 'alternating', alternatingLimit),
};

/** Whatever the origin of the damping (4.6). */
async function limitOf(
  context: ClaimContext,
  scheme: 'simultaneous' | 'alternating',
  limit: (a: number, b: number) => number,
): Promise<Outcome> {
  const reason = excuse(context, { variant: dampedVariants, sampled: false, scheme }) ?? unequalSteps(context);
  if (reason !== undefined) return outside(reason);
  const b = dampingOf(context);
  if (b > 0) return limitOutcome(context, limit(slopeOf(context), b));
  return outside(context.settings.rule.variant === 'noise' ? NO_DAMPING : 'γ is 0');
}

export const limitClaims: readonly Claim[] = [simultaneousDamped, alternatingDamped];
