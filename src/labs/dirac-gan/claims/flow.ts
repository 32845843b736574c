// G1 to G3: continuous time. MATHS.md 4.1, 4.2, 4.7.
import { provided, within } from '../../../experiment/claims';
import type { Path, Point } from '../../../math/dirac-growth';
import { rungeKuttaFactor } from '../../../math/dirac-limits';
import { objectives } from '../../../math/dirac-objective';
import { flowPeriod } from '../../../math/dirac-orbits';
import { ROUNDINGS, slopeUnits } from '../../../math/dirac-rounding';
import { withStep } from '../../../math/dirac-scheme';
import { float64 } from '../../../math/rounding';
import { energyOf, equalSteps, liesIn, only, type Claim, type ClaimContext } from './context';

/** Where trajectories begin unless the claim says otherwise. */
const START: Point = [0.8, 0.6];
/** The integrator's step where the claim is about continuous time. */
const FINE = 0.01;

const plainFlow = { variant: 'plain', scheme: 'flow' } as const;

const stops: Claim = {
  id: 'G1',
  statement: 'with f′ = 0 on θψ = 1 (least squares), the flow from (2, −½) stops there: final θψ',
  tex: "f'(1)=0:\\quad\\theta\\psi\\to1,\\;\\theta^2+\\psi^2=4.25",
  on: 'a trajectory of its own',
  excuse: only({ objective: 'lsgan', ...plainFlow }, equalSteps),
  async check({ settings, trials }) {
    const h = 0.001;
    const { last } = await trials.follow(withStep(settings, h), [2, -0.5], { steps: 20 / h });
    const outcome = within(last[0] * last[1], 1, 1e-3);
    return provided(outcome, Math.abs(energyOf(last) - 4.25) < 1e-3, 'θ² + ψ² is not what it was');
  },
};

/** MATHS G2. */
const ROUNDS = 4096;

const conserves: Claim = {
  id: 'G2',
  statement: 'the flow conserves θ² + ψ² (ratio after 4096 steps)',
  tex: '\\tfrac{d}{dt}(\\theta^2+\\psi^2)=0',
  on: 'a trajectory of its own',
  excuse: only(plainFlow, equalSteps, ({ settings: { rule, pace } }) => {
    if (rule.objective !== 'wgan')
      return liesIn(pace.h, 0, 0.03) ? undefined : 'at this step the integrator itself is felt; use h ≤ 0.03';
    return pace.h > 1 ? 'at this step the integrator is not one any more; use h ≤ 1' : undefined;
  }),
  async check(context) {
    const { rule, pace } = context.settings;
    const linear = rule.objective === 'wgan';
    const measured = await ratioAfter(context, 1);
    // What the integrator itself does to r² is known in closed form for a linear f; for others half the step tells.
    const predicted = linear ? rungeKuttaFactor(pace.h) ** ROUNDS : 1;
    const integrator = linear ? 0 : (16 / 15) * Math.abs(measured - (await ratioAfter(context, 2)));
    const rounding = flowRounding(context) + float64.repeated(2 * ROUNDS);
    return within(measured, predicted, rounding * predicted + integrator);
  },
};

/** Of θ² + ψ² over the time of so many steps, each of them divided into `parts`. */
async function ratioAfter({ settings, trials }: ClaimContext, parts: number): Promise<number> {
  const finer = withStep(settings, settings.pace.h / parts);
  const { points, last } = await trials.follow(finer, START, { steps: parts * ROUNDS, stride: 4 * parts });
  return energyOf(last) / energyOf(points[0]);
}

/**
 * Of θ² + ψ² over the steps, relative: a unit on each coordinate (a compiler may undo the compensated sum), errors of the
 * increments, q = h f′ times as large, and a factor on all increments, which is felt as q².
 */
function flowRounding(context: ClaimContext): number {
  const { rounding, settings } = context;
  // |θψ| ≤ ½ on the circle of the start.
  const units = Math.max(slopeUnits(context, -0.5), slopeUnits(context, 0.5));
  const { slope } = objectives[settings.rule.objective];
  const q = settings.pace.h * Math.max(slope(-0.5), slope(0.5));
  const increments = 2 * q * (4 * ROUNDINGS + 4 * units);
  const differing = rounding.spread(rounding.unit * Math.sqrt(ROUNDS) * Math.hypot(1, increments));
  return 2 * (differing + q * q * rounding.repeated(2 * ROUNDS));
}

const period: Claim = {
  id: 'G3',
  statement: 'one turn of the flow takes T = ∫dφ/f′(½r² sin 2φ), r² = 1',
  tex: "T(r^2)=\\int_0^{2\\pi}\\frac{d\\varphi}{f'(\\frac{r^2}2\\sin2\\varphi)}",
  on: 'a trajectory of its own',
  excuse: only(plainFlow, equalSteps, ({ settings }) =>
    periodOf(settings) === undefined ? 'f′ reaches 0 on this circle' : undefined,
  ),
  async check({ settings, trials }) {
    const predicted = periodOf(settings) ?? Number.NaN;
    const steps = Math.ceil((1.05 * predicted) / FINE);
    const path = await trials.follow(withStep(settings, FINE), START, { steps });
    return within(timeOfTurn(path) * FINE, predicted, (trials.single ? 1e-4 : 1e-5) * predicted);
  },
};

function periodOf({ rule }: ClaimContext['settings']): number | undefined {
  return flowPeriod(rule.objective, energyOf(START));
}

/** Rounds until the angle has grown by 2π, by cubic interpolation. */
function timeOfTurn({ points, stride }: Path): number {
  const angles = [0];
  for (let i = 1; i < points.length; i++) {
    const [[a, b], [c, d]] = [points[i - 1], points[i]];
    angles.push(angles[i - 1] + Math.atan2(a * d - b * c, a * c + b * d));
  }
  const after = angles.findIndex((angle) => angle >= 2 * Math.PI);
  if (after < 2 || after + 1 >= angles.length) return Number.NaN;
  const [xs, ys] = [[-2, -1, 0, 1].map((k) => after + k), angles.slice(after - 2, after + 2)];
  // Lagrange's polynomial of time over angle.
  const time = xs.reduce(
    (sum, x, i) =>
      sum + x * ys.reduce((product, y, j) => (i === j ? product : (product * (2 * Math.PI - y)) / (ys[i] - y)), 1),
    0,
  );
  return time * stride;
}

export const flowClaims: readonly Claim[] = [stops, conserves, period];
