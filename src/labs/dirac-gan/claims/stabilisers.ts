// G16 to G21: penalties, consensus, WGAN-GP, the non-saturating game, extragradient, two step sizes. MATHS.md 4.6, 4.7.
import { eigenvalues, spectralRadius } from '../../../math/spectrum';
import { objectives } from '../../../math/dirac-objective';
import { figure, outside, provided, within, type Outcome } from '../../../experiment/claims';
import type { Path } from '../probe';
import { consensusLimit, extragradientModulus, twoStepLimit } from '../theory/limits';
import { operatorOf, predictedRadius } from '../theory/linearisation';
import { gradientPenaltyCycle, nonSaturatingDecay, nonSaturatingFloor, stickingPoint } from '../theory/orbits';
import {
  dampingOf,
  energyOf,
  excuse,
  liesIn,
  slopeOf,
  unequalSteps,
  withStep,
  type Claim,
  type ClaimContext,
} from './context';
import { dampedVariants } from './damped';
import { limitOutcome } from './limits';
import { arithmetic, operatorErrors, unresolved } from './rounding';

/** Spectral radius of one round against that of the operator. */
async function radiusOutcome(context: ClaimContext): Promise<Outcome> {
  const far = unresolved(context);
  if (far) return far;
  const operator = operatorOf(context.settings) ?? [Number.NaN, 0, 0, 0];
  const measured = spectralRadius(eigenvalues(await context.probe.jacobian(context.settings)));
  return within(measured, predictedRadius(context.settings), operatorErrors(context, operator).radius);
}

const penalty: Claim = {
  id: 'G16',
  statement: 'R1 and R2 damp with b = γ/2: max |λ| of a round; the flow shrinks from everywhere',
  tex: '\\lambda=-\\tfrac\\gamma2\\pm\\sqrt{\\tfrac{\\gamma^2}4-a^2},\\qquad\\dot R=-\\gamma\\psi^2\\le0',
  on: 'near the equilibrium',
  async check(context) {
    const reason = excuse(context, { variant: ['r1', 'r2'] });
    if (reason !== undefined) return outside(reason);
    const outcome = await radiusOutcome(context);
    const { rule, pace } = context.settings;
    if (rule.scheme !== 'flow' || pace.h !== pace.hD) return outcome;
    return provided(outcome, await shrinks(context), 'θ² + ψ² grew on the way from 13');
  },
};

/** The flow of G16 is followed for as long as a step of its integrator is below this share of the time in which v changes. */
const SHRINKING = { start: [3, 2], step: 0.02, rounds: 4000, most: 0.5, least: 1e-60 } as const;

async function shrinks(context: ClaimContext): Promise<boolean> {
  const { settings, probe } = context;
  const { slope, curvature } = objectives[settings.rule.objective];
  const { step, start, rounds, most, least } = SHRINKING;
  const [{ points }] = await probe.trace(withStep(settings, step), [start], { steps: rounds });
  for (let i = 1; i < points.length; i++) {
    const [theta, psi] = points[i - 1];
    const [size, t] = [energyOf(points[i - 1]), theta * psi];
    const share = step * (Math.abs(slope(t)) + Math.abs(curvature(t)) * size + settings.pace.gamma);
    const bends = settings.rule.objective === 'hinge' && Math.abs(t - 1) <= share * size;
    if (!(share < most) || bends || size < least) return true;
    if (!(energyOf(points[i]) <= size * (1 + share ** 5 + arithmetic(context).repeated(4)))) return false;
  }
  return true;
}

const consensus: Claim = {
  id: 'G17',
  statement: 'consensus optimisation converges for h below 2γ/(1 + γ²a²) (simultaneous), 2/(a(1 + γa)) (alternating)',
  tex: '\\lambda=-\\gamma a^2\\pm ia',
  on: 'near the equilibrium',
  async check(context) {
    const { scheme } = context.settings.rule;
    const reason =
      excuse(context, { variant: 'consensus', scheme: ['simultaneous', 'alternating'] }) ?? unequalSteps(context);
    if (reason !== undefined || (scheme !== 'simultaneous' && scheme !== 'alternating')) return outside(reason ?? '');
    const { gamma } = context.settings.pace;
    if (gamma === 0) return outside('γ is 0');
    const outcome = await limitOutcome(context, consensusLimit(scheme, slopeOf(context), gamma));
    const { verdict } = await radiusOutcome(context);
    return provided(outcome, verdict !== 'fails', 'the spectrum is another one');
  },
};

/** The integrator's step for WGAN-GP: the field jumps at ψ = 0, where it is of first order only. */
const CYCLE = { step: 5e-4, start: [0.5, 0.25], tolerance: 2e-3, least: 0.2 } as const;

const gradientPenalty: Claim = {
  id: 'G18',
  statement: 'WGAN-GP never converges: its flow tends to a cycle that crosses ψ = 0 at |θ| = γg₀ coth(πγ/4ω)',
  tex: '|\\theta|=\\gamma g_0\\coth\\frac{\\pi\\gamma}{4\\omega},\\;\\omega=\\sqrt{1-\\gamma^2/4}',
  on: 'a trajectory of its own',
  check(context) {
    const reason = excuse(context, { objective: 'wgan', variant: 'wgangp', scheme: 'flow' }) ?? unequalSteps(context);
    if (reason !== undefined) return outside(reason);
    const { gamma, g0 } = context.settings.pace;
    if (gamma < CYCLE.least || g0 < CYCLE.least)
      return outside(`with γ or g₀ below ${CYCLE.least} it takes too long to settle`);
    if (Math.abs(gamma - 2) < 0.1) return outside('near γ = 2 it takes too long to settle');
    return gamma < 2 ? cycleOutcome(context) : stickingOutcome(context);
  },
};

async function cycleOutcome({ settings, probe }: ClaimContext): Promise<Outcome> {
  const { gamma, g0 } = settings.pace;
  const cycle = gradientPenaltyCycle(1, gamma, g0);
  if (!cycle) return outside('there is no cycle');
  const fine = withStep(settings, CYCLE.step);
  const settled = Math.round((2 * Math.log(1e4)) / gamma / CYCLE.step);
  const [{ points }] = await probe.trace(fine, [CYCLE.start], { steps: settled, stride: settled });
  const [path] = await probe.trace(fine, [points[points.length - 1]], {
    steps: Math.ceil((1.6 * cycle.period) / CYCLE.step),
  });
  const [first, second, third] = crossings(path);
  if (!third) return { ...within(Number.NaN, cycle.crossing, CYCLE.tolerance), reason: 'the flow does not go round' };
  const outcome = within(second.size, cycle.crossing, CYCLE.tolerance * Math.max(1, cycle.crossing));
  const period = (third.round - first.round) * CYCLE.step;
  const right = Math.abs(period - cycle.period) < CYCLE.tolerance * Math.max(1, cycle.period);
  return provided(outcome, right, `a turn takes ${figure(period)}, not ${figure(cycle.period)}`);
}

/** Where a path crosses ψ = 0, by a straight line between records. */
function crossings({ points, stride }: Path): { readonly size: number; readonly round: number }[] {
  return points.flatMap(([theta, psi], i) => {
    const [before, last] = points[i - 1] ?? [0, 0];
    if (last * psi >= 0) return [];
    const share = last / (last - psi);
    return [{ size: Math.abs(before + share * (theta - before)), round: (i - 1 + share) * stride }];
  });
}

async function stickingOutcome(context: ClaimContext): Promise<Outcome> {
  const { settings, probe } = context;
  const { gamma, g0 } = settings.pace;
  const slow = gamma / 2 - Math.sqrt((gamma * gamma) / 4 - 1);
  const h = 0.005;
  const [{ points }] = await probe.trace(withStep(settings, h), [CYCLE.start], {
    steps: Math.round(Math.log(1e5) / slow / h),
  });
  const [theta, psi] = points[points.length - 1];
  const statement = 'overdamped WGAN-GP sticks at the wrong point |θ| = γg₀, ψ = 0';
  const outcome = within(
    Math.abs(theta),
    stickingPoint(slopeOf(context), gamma, g0),
    CYCLE.tolerance * Math.max(1, gamma * g0),
    { statement },
  );
  return provided(outcome, Math.abs(psi) < CYCLE.tolerance, 'ψ is not 0');
}

/** MATHS G19. */
const DECAY = { time: 1000, step: 0.05, start: [0.2, 0] } as const;

const nonSaturating: Claim = {
  id: 'G19',
  statement: 'the non-saturating flow decays as u₀/(1 + u₀t/8), u = θ² + ψ²: u(1000) from 0.04',
  tex: 'u(t)\\approx\\frac{u_0}{1+u_0t/8}',
  on: 'a trajectory of its own',
  async check(context) {
    const reason =
      excuse(context, { objective: 'logistic', variant: 'ns', scheme: ['flow', 'simultaneous'] }) ??
      unequalSteps(context);
    if (reason !== undefined) return outside(reason);
    const { settings, probe } = context;
    if (settings.rule.scheme === 'simultaneous') return floorOutcome(context);
    const [{ points }] = await probe.trace(withStep(settings, DECAY.step), [DECAY.start], {
      steps: DECAY.time / DECAY.step,
    });
    const predicted = nonSaturatingDecay(energyOf(DECAY.start), DECAY.time);
    return within(energyOf(points[points.length - 1]), predicted, 0.01 * predicted);
  },
};

async function floorOutcome({ settings, probe }: ClaimContext): Promise<Outcome> {
  const { h } = settings.pace;
  if (!liesIn(h, 0.015, 0.1)) return outside('the limit is told apart for 0.015 ≤ h ≤ 0.1');
  const predicted = nonSaturatingFloor(settings.rule.objective, h);
  // Near its limit r² relaxes by h²/4 a round.
  const steps = Math.round((4 * Math.log(1e4)) / (h * h));
  const [path] = await probe.trace(settings, [[Math.sqrt(1.3 * predicted), 0]], { steps });
  const turn = Math.ceil((4 * Math.PI) / h / path.stride);
  const late = path.points.slice(-turn).map(energyOf);
  const measured = late.reduce((sum, value) => sum + value, 0) / late.length;
  return within(measured, predicted, 0.01 * predicted, {
    statement: 'simultaneous non-saturating steps do not reach 0: θ² + ψ² tends to 2h',
  });
}

const extragradient: Claim = {
  id: 'G20',
  statement: 'extragradient: |λ|² = 1 − c² + c⁴, below 1 iff 0 < c < 1',
  tex: '|\\lambda|^2=1-c^2+c^4',
  on: 'near the equilibrium',
  async check(context) {
    const reason = excuse(context, { variant: ['plain', 'ns'], scheme: 'extragradient' }) ?? unequalSteps(context);
    if (reason !== undefined) return outside(reason);
    const predicted = extragradientModulus(context.settings.pace.h * slopeOf(context));
    const { measured, tolerance } = await radiusOutcome(context);
    return within(measured ** 2, predicted, tolerance * (2 * measured + tolerance));
  },
};

const twoSteps: Claim = {
  id: 'G21',
  statement:
    'two step sizes, simultaneous: stable iff hɢ a² < 2b and 4 − 4hᴅ b + hɢ hᴅ a² > 0; limit of hɢ at this ratio',
  tex: 'h_Ga^2<2b,\\quad 4-4h_Db+h_Gh_Da^2>0',
  on: 'near the equilibrium',
  check(context) {
    const reason = excuse(context, { variant: dampedVariants, sampled: false, scheme: 'simultaneous' });
    if (reason !== undefined) return outside(reason);
    const { h, hD } = context.settings.pace;
    if (h === hD) return outside('the two steps are equal');
    const b = dampingOf(context);
    return b > 0
      ? limitOutcome(context, twoStepLimit(slopeOf(context), b, hD / h))
      : outside('nothing damps the discriminator');
  },
};

export const stabiliserClaims: readonly Claim[] = [
  penalty,
  consensus,
  gradientPenalty,
  nonSaturating,
  extragradient,
  twoSteps,
];
