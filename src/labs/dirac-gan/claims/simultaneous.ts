// G4 and G5: simultaneous steps without damping. MATHS.md 4.3, 4.7.
import { atLeast, provided, within } from '../../../experiment/claims';
import { energyOf } from '../../../math/dirac-paths';
import { growthAlong, operatorErrors } from '../../../math/dirac-rounding';
import { withStep } from '../../../math/dirac-scheme';
import { equalSteps, measuredRadius, only, slopeOf, type Claim } from './context';

const undampedSteps = only({ variant: 'plain', scheme: 'simultaneous' }, equalSteps);

/** Rounds of G4; fewer where the trajectory leaves this size first. */
const GROWTH = { rounds: 512, start: [0.6, 0.4], most: 1e15 } as const;

const growsExactly: Claim = {
  id: 'G4',
  statement: 'simultaneous steps multiply θ² + ψ² by exactly 1 + h²f′(θψ)²: log of the ratio',
  tex: "r_{k+1}^2=(1+h^2f'(\\theta_k\\psi_k)^2)\\,r_k^2,\\quad|\\lambda|^2=1+h^2f'(0)^2",
  on: 'a trajectory of its own',
  excuse: undampedSteps,
  async check(context) {
    const { settings, trials } = context;
    const { points } = await trials.follow(settings, GROWTH.start, { steps: GROWTH.rounds });
    const beyond = points.findIndex((point) => !(Math.sqrt(energyOf(point)) < GROWTH.most));
    const path = beyond < 0 ? points : points.slice(0, beyond);
    const { predicted, error } = growthAlong(context, path.slice(0, -1));
    const outcome = within(Math.log(energyOf(path[path.length - 1]) / energyOf(path[0])), predicted, error);
    const radius = Math.hypot(1, settings.pace.h * slopeOf(context));
    const close = Math.abs((await measuredRadius(context)) - radius) <= operatorErrors(context).radius;
    return provided(outcome, close, '|λ|² is not 1 + c²');
  },
};

/**
 * MATHS G5: what float64 gives for the logistic f. In the end the steps change so little that thousands of rounds round the
 * same way, so that a unit on each coordinate, two on θ² + ψ², count in every round.
 */
const HARMONIC = { rounds: 100_000, start: [0.5, 0.5], logistic: 0.696345, digits: 1e-6 } as const;

const neverConverges: Claim = {
  id: 'G5',
  statement: 'no step-size sequence converges: with hₖ = 1/k from (½, ½), θ² + ψ² after 100,000 steps exceeds ½',
  tex: 'h_k=\\tfrac1k:\\quad r_{k+1}^2\\ge r_k^2',
  on: 'a trajectory of its own',
  excuse: undampedSteps,
  async check({ settings, trials, rounding }) {
    const { rounds, start, logistic, digits } = HARMONIC;
    const path = await trials.follow(withStep(settings, 1), start, { steps: rounds, harmonic: true });
    const sizes = path.points.map(energyOf);
    const lost = 2 * rounding.repeated(path.stride);
    const shrinks = sizes.some((size, i) => i > 0 && size < sizes[i - 1] * (1 - lost));
    const measured = energyOf(path.last);
    const tolerance = digits + 2 * measured * rounding.repeated(rounds);
    const statement =
      'no step-size sequence converges: with hₖ = 1/k from (½, ½) and the logistic f, θ² + ψ² after 100,000 steps';
    const outcome =
      settings.rule.objective === 'logistic'
        ? within(measured, logistic, tolerance, { statement })
        : atLeast(measured, 0.5, tolerance);
    return provided(outcome, !shrinks, 'θ² + ψ² shrank on the way');
  },
};

export const simultaneousClaims: readonly Claim[] = [growsExactly, neverConverges];
