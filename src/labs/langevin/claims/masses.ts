// L7 and L8: where the mass goes without noise and with it. MATHS.md 3.1, 3.7.
import { float32 } from '../../../math/rounding';
import { frequencyError, frequencyTail } from '../../../math/statistics';
import { basinShare, massRightOf, relaxationRate } from '../theory/mixture-line';
import { malaRounding, notForgotten } from './acceptance';
import { asPair, measureBasins, NOT_A_PAIR } from './basins';
import { fewChains, figure, judged, ON_THE_RUN, outside, type Claim } from './context';

export const SETTINGS_MOVED = 'the settings were changed on the way: where the chains began no longer decides';

/** The standard deviation inside a basin below which its chains have arrived (MATHS L7). */
const ARRIVED = 1e-4;

const collapse: Claim = {
  id: 'L7',
  statement: 'without noise each chain ends in the mode of its basin: share in the right one',
  tex: '\\Pr(\\text{right mode})=\\Pr(x_0>x_s)',
  on: ON_THE_RUN,
  async check(context) {
    const { settings, start, since } = context;
    const pair = asPair(settings.target);
    if (!pair) return outside(NOT_A_PAIR);
    if (settings.noise !== 0) return outside('the noise is on');
    if (settings.method !== 'ula') return outside('the method is not plain ascent');
    if (since.step > 0) return outside(SETTINGS_MOVED);
    const { line, boundary } = pair;
    if (settings.step > line.variance)
      return outside(`γ is beyond s² = ${figure(line.variance)}, where basins need not be intervals`);
    const few = fewChains(context);
    if (few !== undefined) return outside(few);
    const { right, spread, chains } = await measureBasins(context, pair);
    if (!(spread <= ARRIVED)) return outside(`still climbing: the widest basin has spread ${figure(spread)}`);
    const predicted = basinShare(line, boundary, start);
    const estimate = { value: right, standardError: frequencyError(predicted, chains) };
    // Chains that begin within the rounding of the boundary may go either way.
    const margin = float32.repeated(10) * (Math.abs(boundary) + Math.sqrt(line.variance));
    const [above, below] = [-margin, margin].map((shift) => basinShare(line, boundary + shift, start));
    const rounding = frequencyTail(chains) + (above ?? 1) - (below ?? 0);
    return judged(estimate, predicted, rounding, { scale: Math.max(predicted, 1 - predicted) });
  },
};

const forgetting: Claim = {
  id: 'L8',
  statement: 'with noise the mass right of 0 tends to its true value, whatever the start',
  tex: '\\Pr(x_n>0)\\to\\int_{x>0}p',
  on: ON_THE_RUN,
  async check(context) {
    const { settings, since, observation, time } = context;
    const { components } = settings.target;
    const pair = asPair(settings.target);
    if (!components || !pair) return outside(NOT_A_PAIR);
    if (settings.method !== 'mala') return outside('the method is not MALA, which alone keeps the masses exact');
    if (settings.noise !== 1) return outside('the noise factor is not 1');
    const few = fewChains(context);
    if (few !== undefined) return outside(few);
    const final = massRightOf(components);
    const rate = relaxationRate(pair.line) ?? 0;
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
    const { variance } = pair.line;
    const excuse = notForgotten(context, [variance, variance], share);
    if (excuse !== undefined) return outside(excuse);
    const rounding = left + malaRounding(context) + frequencyTail(observation.finite);
    return judged({ value: observation.rightOfZero.value, standardError: error }, final, rounding, {
      scale: Math.min(final, 1 - final),
    });
  },
};

export const massClaims: readonly Claim[] = [collapse, forgetting];
