// G1 to G3: continuous time. MATHS.md 4.1, 4.2, 4.7.
import { provided, within } from '../../../experiment/claims';
import { rungeKuttaFactor } from '../../../math/dirac-limits';
import { flowPeriod } from '../../../math/dirac-orbits';
import { energyOf, roundsOfTurn, type Point } from '../../../math/dirac-paths';
import { flowRounding } from '../../../math/dirac-rounding';
import { withStep } from '../../../math/dirac-scheme';
import { float64 } from '../../../math/rounding';
import { equalSteps, liesIn, only, type Claim, type ClaimContext } from './context';

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
    const rounding = flowRounding(context, ROUNDS) + float64.repeated(2 * ROUNDS);
    return within(measured, predicted, rounding * predicted + integrator);
  },
};

/** Of θ² + ψ² over the time of so many steps, each of them divided into `parts`. */
async function ratioAfter({ settings, trials }: ClaimContext, parts: number): Promise<number> {
  const finer = withStep(settings, settings.pace.h / parts);
  const { points, last } = await trials.follow(finer, START, { steps: parts * ROUNDS, stride: 4 * parts });
  return energyOf(last) / energyOf(points[0]);
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
    return within(roundsOfTurn(path) * FINE, predicted, (trials.single ? 1e-4 : 1e-5) * predicted);
  },
};

function periodOf({ rule }: ClaimContext['settings']): number | undefined {
  return flowPeriod(rule.objective, energyOf(START));
}

export const flowClaims: readonly Claim[] = [stops, conserves, period];
