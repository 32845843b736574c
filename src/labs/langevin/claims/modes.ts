// L5 and L6: noise-free ascent climbs, and near a mode it is I + γH. MATHS.md 3.1, 3.7.
import { uniformSource } from '../../../math/random';
import { eigenvalues } from '../../../math/spectrum';
import type { Target, Vector2 } from '../../../targets/target';
import { ascentGap } from '../../../kernels/ascent-gap';
import { Scope } from '../../../compute/scope';
import type { PointDensity } from '../point-density';
import { measureJacobians, type JacobianColumns } from '../probe';
import { modeStabilities, tightestMode, type ModeStability } from '../theory/stability';
import { figure, judged, outside, provided, type Claim, type ClaimContext } from './context';

/** Points at which the ascent inequality is tried, and the seed that scatters them over the target's domain. */
const ASCENT = { points: 2000, stream: 0xa5ce } as const;

/** What float32 may violate relative to 1 + |log p| (MATHS L5). */
const ASCENT_ROUNDING = 1e-5;

const ascent: Claim = {
  id: 'L5',
  statement: 'a noise-free step raises log p by at least γ(1 − γ/2h²)‖s‖² (least excess, relative)',
  tex: '\\log p(x+\\gamma s)-\\log p(x)\\ge\\gamma(1-\\tfrac{\\gamma}{2h^2})\\lVert s\\rVert^2',
  async check(context) {
    const { target, step } = context.settings;
    const floor = target.curvatureFloor;
    if (floor === undefined) return outside('the curvature of this target has no lower bound');
    if (step >= 2 * floor) return outside(`γ is beyond 2h² = ${figure(2 * floor)}`);
    const gaps = await measureGaps(context, floor);
    const least = gaps.reduce((lowest, gap) => (gap < lowest || Number.isNaN(gap) ? gap : lowest), Infinity);
    const verdict = least >= -ASCENT_ROUNDING ? 'holds' : 'fails';
    return { predicted: 0, measured: least, standardError: 0, tolerance: ASCENT_ROUNDING, oneSided: true, verdict };
  },
};

async function measureGaps(context: ClaimContext, curvature: number): Promise<number[]> {
  const { backend, settings, chains, seed } = context;
  if (chains.scored) return scoredGaps(context, chains.scored.density, curvature);
  const kernel = ascentGap(settings.target);
  await backend.prepare(kernel);
  const scope = new Scope(backend);
  try {
    const points = scope.create('ascent points', 'f32', 2 * ASCENT.points);
    const gaps = scope.create('ascent gaps', 'f32', ASCENT.points);
    backend.write(points, scatter(settings.target, seed, ASCENT.points));
    const arrays = { points, gaps, ...chains.targetArrays };
    backend.dispatch(kernel, { arrays, params: { stepSize: settings.step, curvature }, threads: ASCENT.points });
    return Array.from(await backend.read(gaps));
  } finally {
    scope.dispose();
  }
}

/** Pairs that one claim may cost, where every point of a large set is met: the points tried become fewer. */
const CLAIM_PAIRS = 2 ** 28;

/** The same where the score is the engine's: the step is the probe's, and the comparison is made here. */
async function scoredGaps(
  { settings, probe, seed }: ClaimContext,
  density: PointDensity,
  curvature: number,
): Promise<number[]> {
  const { step, target } = settings;
  const sigma = Math.sqrt(curvature);
  const most = Math.floor(CLAIM_PAIRS / density.count / 4) * 4;
  const count = Math.min(ASCENT.points, Math.max(64, most));
  const points = Float32Array.from(scatter(target, seed, count));
  const places = Array.from({ length: count }, (_, i): Vector2 => [points[2 * i], points[2 * i + 1]]);
  const moved = await probe.ascend(settings, step, places, 1);
  const here = await density.ask(points, sigma);
  const there = await density.ask(Float32Array.from(moved.flat()), sigma);
  return places.map((_, i) => {
    const height = here.logDensity[i];
    const square = here.score[2 * i] ** 2 + here.score[2 * i + 1] ** 2;
    const promised = step * (1 - step / (2 * curvature)) * square;
    return (there.logDensity[i] - height - promised) / (1 + Math.abs(height));
  });
}

/** Points uniform on the target's domain. */
function scatter({ domain }: Target, seed: number, count: number): Float64Array {
  const uniform = uniformSource(seed, ASCENT.stream);
  return Float64Array.from({ length: 2 * count }, (_, i) =>
    i % 2 === 0
      ? domain.minX + uniform() * (domain.maxX - domain.minX)
      : domain.minY + uniform() * (domain.maxY - domain.minY),
  );
}

/** Steps after which perturbations are compared, and the factors on the limit (MATHS L6). */
const PERTURBATION = { steps: 100, inside: 0.97, beyond: 1.03 } as const;

const jacobian: Claim = {
  id: 'L6',
  statement: 'at the tightest mode the step acts as I + γH: stable for γ < 2/max|λ|',
  tex: 'J=I+\\gamma\\,\\nabla^2\\log p,\\quad \\gamma<2/\\max|\\lambda|',
  async check(context) {
    const { settings, probe } = context;
    const tightest = tightestMode(modeStabilities(settings.target, settings.step));
    if (!tightest) return outside('this target has no isolated mode');
    const [columns] = await measureJacobians(probe, settings, [tightest.mode]);
    const predicted = tightest.multipliers[0];
    const measured = extremeEigenvalue(columns, predicted);
    const outcome = judged(
      { value: measured, standardError: 0 },
      predicted,
      5e-3 * Math.max(1, Math.abs(predicted - 1)),
      {
        statement: `at the tightest mode the step acts as I + γH: stable for γ < 2/max|λ| = ${figure(tightest.limit)}`,
      },
    );
    const shrinks = await perturbationGrowth(context, tightest, PERTURBATION.inside);
    const grows = await perturbationGrowth(context, tightest, PERTURBATION.beyond);
    return provided(outcome, shrinks < 1 && grows > 1, 'perturbations do not change sides at the limit');
  },
};

/** The measured eigenvalue nearest to the predicted one. */
function extremeEigenvalue(columns: JacobianColumns | undefined, predicted: number): number {
  if (!columns) return Number.NaN;
  const values = eigenvalues([columns.x[0], columns.y[0], columns.x[1], columns.y[1]]).map(([re]) => re);
  return values.reduce((best, value) => (Math.abs(value - predicted) < Math.abs(best - predicted) ? value : best));
}

/**
 * Size of a perturbation along the steepest direction after 100 steps, over its size before. The difference of the two
 * sides x* ± δ is taken, so that the mode's own rounding cancels.
 */
async function perturbationGrowth(
  { probe, settings }: ClaimContext,
  { mode, axes, limit, eigenvalues: curvatures }: ModeStability,
  factor: number,
): Promise<number> {
  const [ux, uy] = axes[0];
  const size = 1e-2 / Math.sqrt(Math.abs(curvatures[0]));
  const sides: Vector2[] = [
    [mode[0] + size * ux, mode[1] + size * uy],
    [mode[0] - size * ux, mode[1] - size * uy],
  ];
  const [plus, minus] = (await probe.ascend(settings, factor * limit, sides, PERTURBATION.steps)) as [Vector2, Vector2];
  return Math.hypot(plus[0] - minus[0], plus[1] - minus[1]) / (2 * size);
}

export const modeClaims: readonly Claim[] = [ascent, jacobian];
