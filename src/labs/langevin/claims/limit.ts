// L3: where the noise-free map on a Gaussian begins to diverge. MATHS.md 3.1, 3.7.
import { float32 } from '../../../math/rounding';
import type { Vector2 } from '../../../targets/target';
import { gaussianStepLimit, principalAxes } from '../../../math/gaussian-law';
import { given, asGaussian, NOT_GAUSSIAN, provided, within, type Claim, type ClaimContext } from './context';

/**
 * Steps of the noise-free map from a point, and their step sizes as multiples of σ². After 40 steps the shrinking one is at .9⁴⁰ = .015 of
 * its distance, far above what float32 leaves; after the 400 of MATHS L3 it would be at 5·10⁻¹⁹.
 */
const TRIED = { steps: 40, inside: 1.9, outside: 2.1 } as const;

/** Of a multiplier, and so of the limit: the turn into the axes and back, γ, Σ⁻¹ and the sum round alike at every step. */
const ROUNDING = float32.repeated(10) * (1 + TRIED.outside);

export const limit: Claim = {
  id: 'L3',
  statement: 'the noise-free map converges for γ < 2σ² and diverges beyond (limit in units of σ²)',
  tex: '|1-\\gamma/\\sigma^2|<1\\iff\\gamma<2\\sigma^2',
  on: 'the noise-free map',
  per: 'settings',
  check: given(
    ({ settings }) => asGaussian(settings) ?? NOT_GAUSSIAN,
    async (context, gaussian) => {
      const [axis] = principalAxes(gaussian);
      const variance = gaussianStepLimit(gaussian) / 2;
      const inside = await multiplier(context, axis, TRIED.inside * variance, gaussian.mean);
      const beyond = await multiplier(context, axis, TRIED.outside * variance, gaussian.mean);
      // The multiplier −m falls linearly in γ; the limit is where it passes −1.
      const measured = TRIED.inside + ((1 - inside) / (beyond - inside)) * (TRIED.outside - TRIED.inside);
      const outcome = within(measured, 2, ROUNDING);
      return provided(outcome, inside < 1 && beyond > 1, 'a point on the wrong side of the limit moved the wrong way');
    },
  ),
};

/** |multiplier| of one step, from the distance that a point has after n steps: (|xₙ|/|x₀|)^(1/n). */
async function multiplier(context: ClaimContext, axis: Vector2, step: number, mean: Vector2): Promise<number> {
  const from: Vector2 = [mean[0] + axis[0], mean[1] + axis[1]];
  const [to] = await context.map.ascend({ target: context.settings.target, step }, [from], TRIED.steps);
  const distance = Math.abs(((to?.[0] ?? 0) - mean[0]) * axis[0] + ((to?.[1] ?? 0) - mean[1]) * axis[1]);
  return Math.exp(Math.log(distance) / TRIED.steps);
}
