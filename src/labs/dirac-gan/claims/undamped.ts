// G6 to G9: alternating steps without damping. MATHS.md 4.4, 4.7.
import { atLeast, outside, provided, within, type Outcome } from '../../../experiment/claims';
import { fitLine, predictedGrowth } from '../../../math/dirac-growth';
import { majorantOf, operatorOf } from '../../../math/dirac-linearisation';
import { SEARCH_RESOLUTION, searchLimit } from '../../../math/dirac-limit-search';
import { alternatingAngle, combinedStep, conservedForm, formValue } from '../../../math/dirac-orbits';
import { energyOf, meanEnergy } from '../../../math/dirac-paths';
import { determinantError, formRounding, operatorErrors, roundError, ROUNDINGS } from '../../../math/dirac-rounding';
import { gradientsPerRound } from '../../../math/dirac-scheme';
import { equalSteps, liesIn, only, radiusOutcome, resolves, slopeOf, type Claim, type ClaimContext } from './context';
import { figure, grouped } from '../../../numbers';

const undamped = { variant: ['plain', 'ns'], scheme: 'alternating' } as const;

const onTheCircle: Claim = {
  id: 'G6',
  statement: 'alternating: |λ| = 1 up to c = 2, one eigenvalue outside beyond; their product is 1',
  tex: '\\lambda=1-\\tfrac{c^2}2\\pm\\sqrt{(1-\\tfrac{c^2}2)^2-1}',
  on: 'near the equilibrium',
  excuse: only(undamped),
  async check(context) {
    const [a, b, c, d] = await context.trials.jacobian(context.settings);
    const one = Math.abs(a * d - b * c - 1) <= determinantError(context);
    return provided(await radiusOutcome(context), one, 'the product of the eigenvalues is not 1');
  },
};

/** MATHS G7. */
const FORM = { rounds: 4096, start: [1, 0.3] } as const;

const conservesForm: Claim = {
  id: 'G7',
  statement: 'alternating WGAN conserves θ² + ψ² − cθψ below c = 2 (ratio after 4096 rounds)',
  tex: 'Q=\\theta^2+\\psi^2-c\\,\\theta\\psi,\\qquad\\text{angle }2\\arcsin\\tfrac c2',
  on: 'a trajectory of its own',
  excuse: only({ objective: 'wgan', ...undamped }),
  check(context) {
    const c = combinedStep(context.settings.pace, 1);
    if (Math.abs(c - 2) < DOUBLE.width) return linearGrowth(context);
    return c < 2 ? keepsForm(context, c) : factorBeyond(context);
  },
};

async function keepsForm(context: ClaimContext, c: number): Promise<Outcome> {
  const { settings, trials } = context;
  const { points, last } = await trials.follow(settings, FORM.start, { steps: FORM.rounds });
  const form = conservedForm(settings.pace);
  const outcome = within(
    formValue(form, ...last) / formValue(form, ...points[0]),
    1,
    formRounding(context, c, FORM.rounds),
  );
  const [a, , , d] = await trials.jacobian(settings);
  const [sizeA, , , sizeD] = majorantOf(settings);
  const angle = (half: number): number => Math.acos(Math.min(1, Math.max(-1, half)));
  const [half, error] = [1 - (c * c) / 2, (roundError(context) * (sizeA + sizeD)) / 2];
  const off = Math.max(angle(half - error) - angle(half), angle(half) - angle(half + error));
  const turns = Math.abs(angle((a + d) / 2) - alternatingAngle(c)) <= off + 1e-9;
  return provided(outcome, turns, 'a round does not turn by 2 arcsin(c/2)');
}

/** c = 2, a Jordan block of −1: nearer than so many rounds can tell. */
const DOUBLE = { rounds: 400, width: 1e-9, least: 0.1 } as const;

async function linearGrowth({ settings, trials, rounding }: ClaimContext): Promise<Outcome> {
  const { rounds } = DOUBLE;
  const { points } = await trials.follow(settings, FORM.start, { steps: rounds });
  const [a, b, c, d] = operatorOf(settings);
  const [theta, psi] = FORM.start;
  const predicted = Math.hypot((a + 1) * theta + b * psi, c * theta + (d + 1) * psi);
  if (predicted < DOUBLE.least) return outside('the start lies along the eigenvector, where nothing grows');
  const measured = (Math.hypot(...points[rounds]) - Math.hypot(...points[rounds / 2])) / (rounds / 2);
  // The part of the start that does not grow is felt as 1/rounds; an error of one round grows in the rounds that are left.
  const still = (theta * theta + psi * psi) / ((rounds / 2) ** 2 * predicted);
  const error = rounding.operations(ROUNDINGS * gradientsPerRound(settings) * rounds);
  const grown = (error * Math.hypot(a + 1, b, c, d + 1) * rounds * predicted) / 5;
  return within(measured, predicted, still + grown, {
    statement: 'alternating WGAN at c = 2: the distance grows linearly, per round',
  });
}

async function factorBeyond(context: ClaimContext): Promise<Outcome> {
  const unresolved = resolves(context);
  if (unresolved) return outside(unresolved);
  const [fit, expected] = [await context.trials.growthFit(context.settings), predictedGrowth(context.settings)];
  if (!fit || !expected) return outside('it grows too fast to be fitted');
  return within(Math.exp(fit.rate), Math.exp(expected.rate), operatorErrors(context).radius, {
    statement: 'alternating WGAN beyond c = 2: the distance grows by |λ| per round',
  });
}

const threshold: Claim = {
  id: 'G8',
  statement: 'alternating: growth sets in at √(nɢ nᴅ hɢ hᴅ) f′(0) = 2',
  tex: "\\sqrt{n_Gn_Dh_Gh_D}\\,f'(0)=2",
  on: 'near the equilibrium',
  excuse: only(undamped),
  async check(context) {
    const { settings, trials } = context;
    const now = combinedStep(settings.pace, slopeOf(context));
    const search = { around: (1.9 / now) * settings.pace.h, threshold: 1e-3 };
    const found = await searchLimit((steps) => trials.growth(settings, 'h', steps, 2000), search);
    // The trace 2 − c² is off by 6 of these at c = 2, so c by a quarter of that.
    return within((found / settings.pace.h) * now, 2, 2 * SEARCH_RESOLUTION + 1.5 * roundError(context));
  },
};

/** MATHS G9. Outside these steps the drift is below rounding, or not small. */
const DRIFT = {
  exp: { rounds: 40_000, start: [0.3, 0], least: 0.03, most: 0.3 },
  logistic: { rounds: 22_000, start: [Math.SQRT2, 0], least: 0.3, most: 0.45 },
} as const;

const drifts: Claim = {
  id: 'G9',
  statement: 'on the circle f decides: with exp, 1/r⁴ grows by h²/4 per round',
  tex: "\\Delta r^2\\approx-\\tfrac{h^2}8f'''(0)f'(0)\\,r^6",
  on: 'a trajectory of its own',
  excuse: only(
    { objective: ['exp', 'logistic'], variant: 'plain', scheme: 'alternating' },
    equalSteps,
    ({ settings: { rule, pace } }) => {
      const { least, most } = rule.objective === 'exp' ? DRIFT.exp : DRIFT.logistic;
      if (liesIn(pace.h, least, most)) return undefined;
      return `the drift is told apart for ${figure(least)} ≤ h ≤ ${figure(most)}`;
    },
  ),
  check: (context) => (context.settings.rule.objective === 'exp' ? inwardDrift(context) : outwardDrift(context)),
};

async function inwardDrift({ settings, trials }: ClaimContext): Promise<Outcome> {
  const { start, rounds } = DRIFT.exp;
  const { points, stride } = await trials.follow(settings, start, { steps: rounds });
  const line = fitLine(
    points.map((_, i) => i * stride),
    points.map((point) => energyOf(point) ** -2),
  );
  const predicted = settings.pace.h ** 2 / 4;
  return within(line.rate, predicted, 0.08 * predicted);
}

/** Order h³ a turn, h⁴ a round: in float64 θ² + ψ² passes 10 after 19,900 rounds of h = 0.4; a tenth is left to spare. */
async function outwardDrift({ settings, trials }: ClaimContext): Promise<Outcome> {
  const { start, rounds } = DRIFT.logistic;
  const steps = Math.round(rounds * (0.4 / settings.pace.h) ** 4);
  const { points, stride } = await trials.follow(settings, start, { steps });
  // Over the last 200 rounds.
  const measured = meanEnergy(points.slice(-Math.ceil(200 / stride)));
  const statement = `with the logistic f, θ² + ψ² drifts outward: mean after ${grouped(steps)} rounds from 2`;
  return atLeast(measured, 10, 0, { statement });
}

export const undampedClaims: readonly Claim[] = [onTheCircle, conservesForm, threshold, drifts];
