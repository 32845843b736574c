// L6: near a mode the noise-free step is I + γH. MATHS.md 3.1, 3.7.
import { float32 } from '../../../math/rounding';
import { eigenvalues, type Matrix } from '../../../math/spectrum';
import type { Vector2 } from '../../../targets/target';
import { differencePoints, jacobianOf } from '../../../dynamics/noise-free-map';
import type { ChainSettings } from '../../../dynamics/chain-set';
import { modeStabilities, tightestMode, type ModeStability } from '../../../targets/mode-stability';
import { figure, outside, provided, within, type Claim, type ClaimContext } from './context';

export const jacobian: Claim = {
  id: 'L6',
  statement: 'at the tightest mode the step acts as I + γH: stable for γ < 2/max|λ|',
  tex: 'J=I+\\gamma\\,\\nabla^2\\log p,\\quad \\gamma<2/\\max|\\lambda|',
  on: 'near the tightest mode',
  per: 'settings',
  async check(context) {
    const { settings, map } = context;
    const tightest = tightestMode(modeStabilities(settings.target, settings.step));
    if (!tightest) return outside({ reason: 'this target has no isolated mode', needs: 'another target' });
    const size = linearRange(settings, tightest);
    if (size === undefined)
      return outside('the mode is so flat, or so far out, that float32 has no room between rounding and curvature');
    const predicted = tightest.multipliers[0];
    const { points, halfWidth } = differencePoints(settings.target, tightest.mode);
    const moved = await map.ascend(settings, points, 1);
    const measured = nearestEigenvalue(jacobianOf(points, moved), predicted);
    const exact = nearestEigenvalue(
      jacobianOf(
        points,
        points.map((point) => stepped(settings, point)),
      ),
      predicted,
    );
    const rounding = differenceRounding(tightest, settings.step, halfWidth);
    const outcome = within(measured, predicted, Math.abs(exact - predicted) + rounding, {
      statement: `at the tightest mode the step acts as I + γH: stable for γ < 2/max|λ| = ${figure(tightest.limit)}`,
      scale: Math.abs(predicted - 1),
    });
    const shrinks = await perturbationGrowth(context, tightest, size, PERTURBATION.inside);
    const grows = await perturbationGrowth(context, tightest, size, PERTURBATION.beyond);
    return provided(outcome, shrinks < 1 && grows > 1, 'perturbations do not change sides at the limit');
  },
};

/** The measured eigenvalue nearest to the predicted one. */
function nearestEigenvalue(matrix: Matrix, predicted: number): number {
  const values = eigenvalues(matrix).map(([re]) => re);
  return values.reduce((best, value) => (Math.abs(value - predicted) < Math.abs(best - predicted) ? value : best));
}

/** Of a central difference: both ends are places of float32, and so is where they go. */
function differenceRounding({ mode, eigenvalues: [steepest] }: ModeStability, step: number, halfWidth: number): number {
  const size = Math.hypot(...mode) + halfWidth;
  return (float32.repeated(8) * size * (1 + step * Math.abs(steepest))) / halfWidth;
}

function stepped({ target, step }: ChainSettings, [x, y]: Vector2): Vector2 {
  const [scoreX, scoreY] = target.score(x, y);
  return [x + step * scoreX, y + step * scoreY];
}

/**
 * Steps after which perturbations are compared, and the factors on the limit (MATHS L6). After 40 steps of ∓.94 and ∓1.06 they are 0.08 and 10
 * times what they were: a perturbation that begins in the linear range is still there.
 */
const PERTURBATION = { steps: 40, inside: 0.97, beyond: 1.03 } as const;

/** Of the curvature, over the range that counts as linear: a tenth of the 3 % that the step is away from its limit. */
const NONLINEAR = 0.003;

/**
 * The size of a perturbation along the steepest direction over which the curvature is the mode's own; undefined where float32 would lose it: the
 * steps round each of its sides by up to 10 u |x|, which shrinks by only .94 a step.
 */
function linearRange(
  { target }: ChainSettings,
  { mode, axes, eigenvalues: [steepest] }: ModeStability,
): number | undefined {
  const [ux, uy] = axes[0];
  const along = (distance: number): number => {
    const [xx, xy, yy] = target.hessian(mode[0] + distance * ux, mode[1] + distance * uy);
    return ux * ux * xx + 2 * ux * uy * xy + uy * uy * yy;
  };
  const least = (4 * float32.repeated(10) * Math.hypot(...mode)) / (2 - 2 * PERTURBATION.inside);
  let size = 1e-2 / Math.sqrt(Math.abs(steepest));
  const isLinear = (): boolean =>
    [size, -size].every((distance) => Math.abs(along(distance) - steepest) <= NONLINEAR * Math.abs(steepest));
  while (size > least && !isLinear()) size /= 2;
  return size > least && size < Infinity ? size : undefined;
}

/**
 * Size of a perturbation along the steepest direction after 40 steps, over its size before. The difference of the two
 * sides x* ± δ is taken, so that the mode's own rounding cancels.
 */
async function perturbationGrowth(
  { map, settings: { target } }: ClaimContext,
  { mode, axes, limit }: ModeStability,
  size: number,
  factor: number,
): Promise<number> {
  const [ux, uy] = axes[0];
  const sides: Vector2[] = [
    [mode[0] + size * ux, mode[1] + size * uy],
    [mode[0] - size * ux, mode[1] - size * uy],
  ];
  const [plus, minus] = (await map.ascend({ target, step: factor * limit }, sides, PERTURBATION.steps)) as [
    Vector2,
    Vector2,
  ];
  return Math.hypot(plus[0] - minus[0], plus[1] - minus[1]) / (2 * size);
}
