// G16, G18 to G20: penalties, WGAN-GP, the non-saturating game, extragradient. MATHS.md 4.6, 4.7.
import { provided, within, type Outcome } from '../../../experiment/claims';
import { extragradientModulus } from '../../../math/dirac-limits';
import { objectives } from '../../../math/dirac-objective';
import {
  gradientPenaltyCycle,
  nonSaturatingDecay,
  nonSaturatingFloor,
  stickingPoint,
} from '../../../math/dirac-orbits';
import { crossings, energyOf, meanEnergy } from '../../../math/dirac-paths';
import { withStep } from '../../../math/dirac-scheme';
import { equalSteps, liesIn, only, radiusOutcome, resolves, slopeOf, type Claim, type ClaimContext } from './context';
import { figure } from '../../../numbers';

const penalty: Claim = {
  id: 'G16',
  statement: 'R1 and R2 damp with b = γ/2: max |λ| of a round; the flow shrinks from everywhere',
  tex: '\\lambda=-\\tfrac\\gamma2\\pm\\sqrt{\\tfrac{\\gamma^2}4-a^2},\\qquad\\dot R=-\\gamma\\psi^2\\le0',
  on: 'near the equilibrium',
  excuse: only({ variant: ['r1', 'r2'] }),
  async check(context) {
    const outcome = await radiusOutcome(context);
    const { rule, pace } = context.settings;
    if (rule.scheme !== 'flow' || pace.h !== pace.hD) return outcome;
    return provided(outcome, await shrinks(context), 'θ² + ψ² grew on the way from 13');
  },
};

/** The flow of G16 is followed for as long as a step of its integrator is below this share of the time in which v changes. */
const SHRINKING = { start: [3, 2], step: 0.02, rounds: 4000, most: 0.5, least: 1e-60 } as const;

async function shrinks({ settings, trials, rounding }: ClaimContext): Promise<boolean> {
  const { slope, curvature } = objectives[settings.rule.objective];
  const { step, start, rounds, most, least } = SHRINKING;
  const { points } = await trials.follow(withStep(settings, step), start, { steps: rounds });
  for (let i = 1; i < points.length; i++) {
    const [theta, psi] = points[i - 1];
    const [size, t] = [energyOf(points[i - 1]), theta * psi];
    const share = step * (Math.abs(slope(t)) + Math.abs(curvature(t)) * size + settings.pace.gamma);
    const bends = settings.rule.objective === 'hinge' && Math.abs(t - 1) <= share * size;
    if (!(share < most) || bends || size < least) return true;
    if (!(energyOf(points[i]) <= size * (1 + share ** 5 + rounding.repeated(4)))) return false;
  }
  return true;
}

/** The integrator's step for WGAN-GP: the field jumps at ψ = 0, where it is of first order only. */
const CYCLE = { step: 5e-4, start: [0.5, 0.25], tolerance: 2e-3, least: 0.2 } as const;

const gradientPenalty: Claim = {
  id: 'G18',
  statement: 'WGAN-GP never converges: its flow tends to a cycle that crosses ψ = 0 at |θ| = γg₀ coth(πγ/4ω)',
  tex: '|\\theta|=\\gamma g_0\\coth\\frac{\\pi\\gamma}{4\\omega},\\;\\omega=\\sqrt{1-\\gamma^2/4}',
  on: 'a trajectory of its own',
  excuse: only({ objective: 'wgan', variant: 'wgangp', scheme: 'flow' }, equalSteps, ({ settings }) => {
    const { gamma, g0 } = settings.pace;
    if (gamma < CYCLE.least || g0 < CYCLE.least) return `with γ or g₀ below ${CYCLE.least} it takes too long to settle`;
    return Math.abs(gamma - 2) < 0.1 ? 'near γ = 2 it takes too long to settle' : undefined;
  }),
  check(context) {
    const { gamma, g0 } = context.settings.pace;
    const cycle = gradientPenaltyCycle(1, gamma, g0);
    return cycle ? cycleOutcome(context, cycle) : stickingOutcome(context);
  },
};

async function cycleOutcome(
  { settings, trials }: ClaimContext,
  cycle: NonNullable<ReturnType<typeof gradientPenaltyCycle>>,
): Promise<Outcome> {
  const fine = withStep(settings, CYCLE.step);
  const settled = Math.round((2 * Math.log(1e4)) / settings.pace.gamma / CYCLE.step);
  const { last } = await trials.follow(fine, CYCLE.start, { steps: settled, stride: settled });
  const steps = Math.ceil((1.6 * cycle.period) / CYCLE.step);
  const [first, second, third] = crossings(await trials.follow(fine, last, { steps }));
  if (!third) return { ...within(Number.NaN, cycle.crossing, CYCLE.tolerance), reason: 'the flow does not go round' };
  const outcome = within(second.size, cycle.crossing, CYCLE.tolerance * Math.max(1, cycle.crossing));
  const period = (third.round - first.round) * CYCLE.step;
  const right = Math.abs(period - cycle.period) < CYCLE.tolerance * Math.max(1, cycle.period);
  return provided(outcome, right, `a turn takes ${figure(period)}, not ${figure(cycle.period)}`);
}

async function stickingOutcome(context: ClaimContext): Promise<Outcome> {
  const { gamma, g0 } = context.settings.pace;
  const slow = gamma / 2 - Math.sqrt((gamma * gamma) / 4 - 1);
  const h = 0.005;
  const steps = Math.round(Math.log(1e5) / slow / h);
  const { last } = await context.trials.follow(withStep(context.settings, h), CYCLE.start, { steps });
  const predicted = stickingPoint(slopeOf(context), gamma, g0);
  const statement = 'overdamped WGAN-GP sticks at the wrong point |θ| = γg₀, ψ = 0';
  const outcome = within(Math.abs(last[0]), predicted, CYCLE.tolerance * Math.max(1, gamma * g0), { statement });
  return provided(outcome, Math.abs(last[1]) < CYCLE.tolerance, 'ψ is not 0');
}

/** MATHS G19. */
const DECAY = { time: 1000, step: 0.05, start: [0.2, 0] } as const;

const nonSaturating: Claim = {
  id: 'G19',
  statement: 'the non-saturating flow decays as u₀/(1 + u₀t/8), u = θ² + ψ²: u(1000) from 0.04',
  tex: 'u(t)\\approx\\frac{u_0}{1+u_0t/8}',
  on: 'a trajectory of its own',
  excuse: only(
    { objective: 'logistic', variant: 'ns', scheme: ['flow', 'simultaneous'] },
    equalSteps,
    ({ settings: { rule, pace } }) =>
      rule.scheme === 'flow' || liesIn(pace.h, 0.015, 0.1) ? undefined : 'the limit is told apart for 0.015 ≤ h ≤ 0.1',
  ),
  async check({ settings, trials }) {
    if (settings.rule.scheme === 'simultaneous') return floorOutcome(settings, trials);
    const { start, time, step } = DECAY;
    const { last } = await trials.follow(withStep(settings, step), start, { steps: time / step });
    const predicted = nonSaturatingDecay(energyOf(start), time);
    return within(energyOf(last), predicted, 0.01 * predicted);
  },
};

async function floorOutcome(settings: ClaimContext['settings'], trials: ClaimContext['trials']): Promise<Outcome> {
  const { h } = settings.pace;
  const predicted = nonSaturatingFloor(settings.rule.objective, h);
  // Near its limit r² relaxes by h²/4 a round.
  const steps = Math.round((4 * Math.log(1e4)) / (h * h));
  const { points, stride } = await trials.follow(settings, [Math.sqrt(1.3 * predicted), 0], { steps });
  const turn = Math.ceil((4 * Math.PI) / h / stride);
  return within(meanEnergy(points.slice(-turn)), predicted, 0.01 * predicted, {
    statement: 'simultaneous non-saturating steps do not reach 0: θ² + ψ² tends to 2h',
  });
}

const extragradient: Claim = {
  id: 'G20',
  statement: 'extragradient: |λ|² = 1 − c² + c⁴, below 1 iff 0 < c < 1',
  tex: '|\\lambda|^2=1-c^2+c^4',
  on: 'near the equilibrium',
  excuse: only({ variant: ['plain', 'ns'], scheme: 'extragradient' }, equalSteps, resolves),
  async check(context) {
    const predicted = extragradientModulus(context.settings.pace.h * slopeOf(context));
    const { measured, tolerance } = await radiusOutcome(context);
    return within(measured ** 2, predicted, tolerance * (2 * measured + tolerance));
  },
};

export const stabiliserClaims: readonly Claim[] = [penalty, gradientPenalty, nonSaturating, extragradient];
