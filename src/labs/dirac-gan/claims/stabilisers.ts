// G16 to G21: penalties, consensus, WGAN-GP, the non-saturating game, extragradient, two step sizes. MATHS.md 4.6, 4.7.
import { eigenvalues, spectralRadius } from '../../../math/spectrum';
import { figure, judged, outside, provided, type Outcome } from '../../claims';
import type { Path, Point } from '../probe';
import { consensusLimit, extragradientModulus, twoStepLimit } from '../theory/limits';
import { predictedRadius } from '../theory/linearisation';
import { gradientPenaltyCycle, nonSaturatingDecay, nonSaturatingFloor, stickingPoint } from '../theory/orbits';
import { excuse, precision, slopeOf, unequalSteps, withStep, type Claim, type ClaimContext } from './context';
import { dampedVariants, dampingOf, limitOutcome } from './damped';

const energyOf = ([theta, psi]: Point): number => theta * theta + psi * psi;
const certain = (value: number): { readonly value: number; readonly standardError: number } => ({
  value,
  standardError: 0,
});

async function measuredRadius({ probe, settings }: ClaimContext): Promise<number> {
  return spectralRadius(eigenvalues(await probe.jacobian(settings)));
}

const penalty: Claim = {
  id: 'G16',
  statement: 'R1 and R2 damp with b = γ/2: max |λ| of a round; the flow shrinks from everywhere',
  tex: '\\lambda=-\\tfrac\\gamma2\\pm\\sqrt{\\tfrac{\\gamma^2}4-a^2},\\qquad\\dot R=-\\gamma\\psi^2\\le0',
  async check(context) {
    const reason = excuse(context, { variant: ['r1', 'r2'] });
    if (reason !== undefined) return outside(reason);
    const { settings, probe } = context;
    const predicted = predictedRadius(settings);
    const outcome = judged(
      certain(await measuredRadius(context)),
      predicted,
      precision(context, 2e-3, 1e-6) * Math.max(1, predicted),
    );
    if (settings.rule.scheme !== 'flow' || settings.pace.h !== settings.pace.hD) return outcome;
    const [{ points }] = await probe.trace(withStep(settings, 0.02), [[3, 2]], { steps: 4000 });
    const sizes = points.map(energyOf);
    const monotone = sizes.every((size, i) => i === 0 || size <= sizes[i - 1] * (1 + precision(context, 1e-6, 1e-9)));
    return provided(outcome, monotone, 'θ² + ψ² grew on the way from 13');
  },
};

const consensus: Claim = {
  id: 'G17',
  statement: 'consensus optimisation converges for h below 2γ/(1 + γ²a²) (simultaneous), 2/(a(1 + γa)) (alternating)',
  tex: '\\lambda=-\\gamma a^2\\pm ia',
  async check(context) {
    const { scheme } = context.settings.rule;
    const reason =
      excuse(context, { variant: 'consensus', scheme: ['simultaneous', 'alternating'] }) ?? unequalSteps(context);
    if (reason !== undefined || (scheme !== 'simultaneous' && scheme !== 'alternating')) return outside(reason ?? '');
    const { gamma } = context.settings.pace;
    if (gamma === 0) return outside('γ is 0');
    const outcome = await limitOutcome(context, consensusLimit(scheme, slopeOf(context), gamma));
    const predicted = predictedRadius(context.settings);
    const close =
      Math.abs((await measuredRadius(context)) - predicted) <= precision(context, 2e-3, 1e-6) * Math.max(1, predicted);
    return provided(outcome, close, 'the spectrum is another one');
  },
};

/** The integrator's step for WGAN-GP: the field jumps at ψ = 0, where it is of first order only. */
const CYCLE = { step: 5e-4, start: [0.5, 0.25], tolerance: 2e-3, least: 0.2 } as const;

const gradientPenalty: Claim = {
  id: 'G18',
  statement: 'WGAN-GP never converges: its flow tends to a cycle that crosses ψ = 0 at |θ| = γg₀ coth(πγ/4ω)',
  tex: '|\\theta|=\\gamma g_0\\coth\\frac{\\pi\\gamma}{4\\omega},\\;\\omega=\\sqrt{1-\\gamma^2/4}',
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
  if (!third)
    return { ...judged(certain(Number.NaN), cycle.crossing, CYCLE.tolerance), reason: 'the flow does not go round' };
  const outcome = judged(certain(second.size), cycle.crossing, CYCLE.tolerance * Math.max(1, cycle.crossing));
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
  const outcome = judged(
    certain(Math.abs(theta)),
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
    return judged(certain(energyOf(points[points.length - 1])), predicted, 0.01 * predicted);
  },
};

async function floorOutcome({ settings, probe }: ClaimContext): Promise<Outcome> {
  const { h } = settings.pace;
  if (h < 0.015 || h > 0.1) return outside('the limit is told apart for 0.015 ≤ h ≤ 0.1');
  const predicted = nonSaturatingFloor(settings.rule.objective, h);
  // Near its limit r² relaxes by h²/4 a round.
  const steps = Math.round((4 * Math.log(1e4)) / (h * h));
  const [path] = await probe.trace(settings, [[Math.sqrt(1.3 * predicted), 0]], { steps });
  const turn = Math.ceil((4 * Math.PI) / h / path.stride);
  const late = path.points.slice(-turn).map(energyOf);
  const measured = late.reduce((sum, value) => sum + value, 0) / late.length;
  return judged(certain(measured), predicted, 0.01 * predicted, {
    statement: 'simultaneous non-saturating steps do not reach 0: θ² + ψ² tends to 2h',
  });
}

const extragradient: Claim = {
  id: 'G20',
  statement: 'extragradient: |λ|² = 1 − c² + c⁴, below 1 iff 0 < c < 1',
  tex: '|\\lambda|^2=1-c^2+c^4',
  async check(context) {
    const reason = excuse(context, { variant: ['plain', 'ns'], scheme: 'extragradient' }) ?? unequalSteps(context);
    if (reason !== undefined) return outside(reason);
    const predicted = extragradientModulus(context.settings.pace.h * slopeOf(context));
    return judged(
      certain((await measuredRadius(context)) ** 2),
      predicted,
      precision(context, 4e-6, 1e-9) * Math.max(1, predicted),
    );
  },
};

const twoSteps: Claim = {
  id: 'G21',
  statement:
    'two step sizes, simultaneous: stable iff hɢ a² < 2b and 4 − 4hᴅ b + hɢ hᴅ a² > 0; limit of hɢ at this ratio',
  tex: 'h_Ga^2<2b,\\quad 4-4h_Db+h_Gh_Da^2>0',
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
