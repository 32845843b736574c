// L7 and L8: where the mass goes without noise and with it. MATHS.md 3.1, 3.7.
import { float32 } from '../../../math/rounding';
import { frequencyError, frequencyTail } from '../../../math/statistics';
import { massRightOf, relaxationRate } from '../../../targets/mixture-line';
import { startShareBeyond } from '../../../math/start-law';
import { malaRounding, notForgotten } from './acceptance';
import { asPair, measureBasins, NOT_A_PAIR, type Pair } from './basins';
import {
  fewChains,
  figure,
  given,
  judged,
  ON_THE_RUN,
  outside,
  SETTINGS_MOVED,
  type Claim,
  type ClaimContext,
  type Excuse,
} from './context';

/** The standard deviation inside a basin below which its chains have arrived (MATHS L7). */
const ARRIVED = 1e-4;

export const collapse: Claim = {
  id: 'L7',
  statement: 'without noise each chain ends in the mode of its basin: share in the right one',
  tex: '\\Pr(\\text{right mode})=\\Pr(x_0>x_s)',
  on: ON_THE_RUN,
  check: given(climbingPair, async (context, pair) => {
    const { line, boundary } = pair;
    const { right, spread, chains } = await measureBasins(context, pair);
    if (!(spread <= ARRIVED))
      return outside({ reason: `still climbing: the widest basin has spread ${figure(spread)}`, needs: 'more steps' });
    const predicted = startShareBeyond(context.start, line.direction, boundary);
    const estimate = { value: right, standardError: frequencyError(predicted, chains) };
    // Chains that begin within the rounding of the boundary may go either way.
    const margin = float32.repeated(10) * (Math.abs(boundary) + Math.sqrt(line.variance));
    const [above, below] = [-margin, margin].map((shift) =>
      startShareBeyond(context.start, line.direction, boundary + shift),
    );
    const rounding = frequencyTail(chains) + (above ?? 1) - (below ?? 0);
    return judged(estimate, predicted, rounding, { scale: Math.max(predicted, 1 - predicted) });
  }),
};

function climbingPair(context: ClaimContext): Pair | Excuse | string {
  const { settings, since } = context;
  const pair = asPair(settings.target);
  if (!pair) return NOT_A_PAIR;
  if (settings.noise !== 0) return 'the noise is on';
  if (settings.method !== 'ula') return { reason: 'the method is not plain ascent', needs: 'another method' };
  if (since.step > 0) return SETTINGS_MOVED;
  if (settings.step > pair.line.variance)
    return `γ is beyond s² = ${figure(pair.line.variance)}, where basins need not be intervals`;
  return fewChains(context) ?? pair;
}

export const forgetting: Claim = {
  id: 'L8',
  statement: 'with noise the mass right of 0 tends to its true value, whatever the start',
  tex: '\\Pr(x_n>0)\\to\\int_{x>0}p',
  on: ON_THE_RUN,
  check: given(exactPair, async (context, { line }) => {
    const { settings, since, observation, time } = context;
    const final = massRightOf(settings.target.components ?? []);
    const rate = relaxationRate(line) ?? 0;
    const error = frequencyError(final, observation.finite);
    // Rejected proposals do not move, so the clock runs slower by the share accepted.
    const { accepted, proposed } = await context.lookahead.acceptance(context);
    const share = accepted / proposed;
    const passed = time - since.time;
    // Whatever share it began with, also one that by chance is the final one.
    const left = Math.max(final, 1 - final) * Math.exp(-0.95 * rate * share * passed);
    if (left > error / 2) {
      return outside(
        `not mixed yet: the start is forgotten at rate ${figure(rate)} per unit of γ·n, and γ·n is ${figure(passed)}`,
      );
    }
    const excuse = notForgotten(context, [line.variance, line.variance], share);
    if (excuse !== undefined) return outside(excuse);
    const rounding = left + malaRounding(context) + frequencyTail(observation.finite);
    return judged({ value: observation.rightOfZero.value, standardError: error }, final, rounding, {
      scale: Math.min(final, 1 - final),
    });
  }),
};

function exactPair(context: ClaimContext): Pair | Excuse | string {
  const { method, noise, target } = context.settings;
  const pair = asPair(target);
  if (!pair) return NOT_A_PAIR;
  if (method !== 'mala')
    return { reason: 'the method is not MALA, which alone keeps the masses exact', needs: 'another method' };
  if (noise !== 1) return 'the noise factor is not 1';
  return fewChains(context) ?? pair;
}
