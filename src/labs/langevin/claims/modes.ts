// L6: near a mode the noise-free step is I + γH. MATHS.md 3.1, 3.7.
import { changesSides, INSIDE } from '../../../dynamics/perturbation';
import { float32 } from '../../../math/rounding';
import { eigenvalues, type Matrix } from '../../../math/spectrum';
import type { Target, Vector2 } from '../../../targets/target';
import { differencePoints, jacobianOf } from '../../../dynamics/noise-free-map';
import type { ChainSettings } from '../../../dynamics/chain-set';
import { modeStabilities, tightestMode, type ModeStability } from '../../../targets/mode-stability';
import { figure, outside, provided, within, type Claim } from './context';

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
    const rounding = differenceRounding(settings, tightest, halfWidth);
    const outcome = within(measured, predicted, Math.abs(exact - predicted) + rounding, {
      statement: `at the tightest mode the step acts as I + γH: stable for γ < 2/max|λ| = ${figure(tightest.limit)}`,
      scale: Math.abs(predicted - 1),
    });
    const { mode, axes, limit } = tightest;
    const perturbation = { mode, direction: axes[0], size, limit, steps: PERTURBED_STEPS };
    const ascend = (from: readonly (readonly number[])[], step: number, steps: number): Promise<Vector2[]> =>
      map.ascend({ ...settings, step }, from, steps);
    return provided(
      outcome,
      await changesSides(ascend, perturbation),
      'perturbations do not change sides at the limit',
    );
  },
};

/** The measured eigenvalue nearest to the predicted one. */
function nearestEigenvalue(matrix: Matrix, predicted: number): number {
  const values = eigenvalues(matrix).map(([re]) => re);
  return values.reduce((best, value) => (Math.abs(value - predicted) < Math.abs(best - predicted) ? value : best));
}

/**
 * Of a central difference: both ends are places of float32, and so is where they go. The score, which is all but 0 there, is a
 * sum of the components' pulls; where modes merge these are much larger: their mean square is tr ∇² log p + tr Σ⁻¹.
 */
function differenceRounding({ target, step }: ChainSettings, at: ModeStability, halfWidth: number): number {
  const { mode, eigenvalues } = at;
  const size = Math.hypot(...mode) + halfWidth;
  const pulls = Math.sqrt(Math.max(0, eigenvalues[0] + eigenvalues[1] + mostPrecise(target)));
  return (float32.repeated(8) * (size + step * (Math.abs(eigenvalues[0]) * size + pulls))) / halfWidth;
}

/** tr Σ⁻¹ of the narrowest component; without pulls, as of a single one, nothing. */
function mostPrecise({ components, curvatureFloor = Infinity }: Target): number {
  if (components?.length === 1) return 0;
  const traces = components?.map(({ covariance: [xx, xy, yy] }) => (xx + yy) / (xx * yy - xy * xy));
  return traces ? Math.max(...traces) : 2 / curvatureFloor;
}

function stepped({ target, step }: ChainSettings, [x, y]: Vector2): Vector2 {
  const [scoreX, scoreY] = target.score(x, y);
  return [x + step * scoreX, y + step * scoreY];
}

/**
 * Steps after which perturbations are compared (MATHS L6). After 40 steps of ∓.94 and ∓1.06 they are 0.08 and 10 times what they
 * were: a perturbation that begins in the linear range is still there.
 */
const PERTURBED_STEPS = 40;

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
  const least = (4 * float32.repeated(10) * Math.hypot(...mode)) / (2 - 2 * INSIDE);
  let size = 1e-2 / Math.sqrt(Math.abs(steepest));
  const isLinear = (): boolean =>
    [size, -size].every((distance) => Math.abs(along(distance) - steepest) <= NONLINEAR * Math.abs(steepest));
  while (size > least && !isLinear()) size /= 2;
  return size > least && size < Infinity ? size : undefined;
}
