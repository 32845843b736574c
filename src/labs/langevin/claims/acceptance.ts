// L9: MALA on a Gaussian. MATHS.md 3.1, 3.7.
import { float32 } from '../../../math/rounding';
import { frequencyError, frequencyTail } from '../../../math/statistics';
import { malaAcceptance } from '../../../math/mala-acceptance';
import { malaForgetting } from '../../../math/mala-forgetting';
import { symmetricSpectrum } from '../../../math/spectrum';
import {
  given,
  asGaussian,
  fewChains,
  figure,
  judged,
  NOT_GAUSSIAN,
  ON_THE_RUN,
  outside,
  provided,
  type Claim,
  type ClaimContext,
  type Excuse,
  type Outcome,
} from './context';
import { judgedVariance } from './moments';
import { grouped } from '../../../numbers';

export const acceptance: Claim = {
  id: 'L9',
  statement: 'MALA keeps the variance σ² at every γ and accepts 1 − √(q/(1 + q)), q = (γ/2σ²)³, on a round Gaussian',
  tex: '\\Pr(\\text{accept})=1-\\sqrt{q/(1+q)},\\;q=(\\gamma/2\\sigma^2)^3',
  on: ON_THE_RUN,
  check: given(malaOnGaussian, async (context, { variances, predicted }) => {
    const { settings, observation } = context;
    const { noise } = settings;
    const excuse = fewChains(context) ?? notForgotten(context, variances, predicted);
    if (excuse !== undefined) return outside(excuse);
    const { accepted, proposed } = await context.lookahead.acceptance(context);
    const estimate = { value: accepted / proposed, standardError: frequencyError(predicted, proposed) };
    const rounding = malaRounding(context);
    const outcome = judged(estimate, predicted, rounding + frequencyTail(proposed), statementFor(variances));
    const { varianceX, varianceY } = observation.principal;
    const unbiased = [varianceX, varianceY].every(({ value }, i) => {
      const exact = noise * noise * (variances[i] ?? 0);
      const displacement = (4 * rounding + float32.repeated(10)) * noise * Math.sqrt(variances[1]);
      return judgedVariance(value, exact, observation.finite, displacement).verdict !== 'fails';
    });
    const chains = grouped(observation.finite);
    return provided(outcome, unbiased, `the variance is not the target’s (${chains} chains)`);
  }),
};

/** The variances of the target along its axes, and the share that is accepted. */
function malaOnGaussian({
  settings,
}: ClaimContext): string | Excuse | { readonly variances: readonly [number, number]; readonly predicted: number } {
  const { method, noise, step } = settings;
  const gaussian = asGaussian(settings);
  if (!gaussian) return NOT_GAUSSIAN;
  if (method !== 'mala') return { reason: 'the method is not MALA', needs: 'another method' };
  if (noise === 0) return 'without noise nothing is proposed at random';
  const variances = symmetricSpectrum(gaussian.covariance).values;
  return { variances, predicted: malaAcceptance(step / variances[0], step / variances[1]) };
}

/** Of the logarithm of the acceptance ratio, and so of what is accepted: log p is rounded, and divided by τ². */
export function malaRounding({ settings: { target, noise } }: ClaimContext): number {
  const [mode = [0, 0] as const] = target.modes;
  return (float32.repeated(16) * (2 + Math.abs(target.logDensity(...mode)))) / (noise * noise);
}

/** Why the chains may still remember their start: `variances` of the target along its axes. */
export function notForgotten(
  { settings: { target, step: stepSize, noise }, step, since }: ClaimContext,
  variances: readonly number[],
  accepted: number,
): string | undefined {
  // From a mode, which may lie on the other side of the origin.
  const farthest = since.reach + target.modes.reduce((most, mode) => Math.max(most, Math.hypot(...mode)), 0);
  const directions = variances.map((variance) => ({
    ratio: stepSize / variance,
    distance: farthest / (noise * Math.sqrt(variance)),
  }));
  const needed = malaForgetting(directions, accepted);
  if (step - since.step >= needed) return undefined;
  return needed < 1e9
    ? `the start may not be forgotten yet: that takes ${figure(Math.ceil(needed))} steps`
    : 'chains far out are stuck: at this γ nearly every proposal there lies farther out';
}

function statementFor([narrow, wide]: readonly [number, number]): Pick<Outcome, 'statement'> {
  if (Math.abs(narrow - wide) < 1e-9 * wide) return {};
  return {
    statement:
      'MALA keeps the covariance Σ at every γ and accepts 2 P(log ratio > 0), a quadratic form of four normals',
  };
}
