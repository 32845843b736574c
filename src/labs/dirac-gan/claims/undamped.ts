// G6 to G9: alternating steps without damping. MATHS.md 4.4, 4.7.
import { float64 } from '../../../math/rounding';
import { eigenvalues, spectralRadius } from '../../../math/spectrum';
import { atLeast, figure, outside, provided, within, type Outcome } from '../../../experiment/claims';
import { fitLine, measureGrowth, predictedGrowth } from '../growth';
import type { Path } from '../probe';
import { majorantOf, operatorOf, predictedRadius, stepsOfRound } from '../theory/linearisation';
import { alternatingAngle, combinedStep, conservedForm, formValue } from '../theory/orbits';
import { energyOf, excuse, liesIn, slopeOf, unequalSteps, type Claim, type ClaimContext } from './context';
import { growthOfRuns, SEARCH_RESOLUTION, searchLimit } from './limit-search';
import { arithmetic, determinantError, operatorErrors, roundError, ROUNDINGS, unresolved } from './rounding';

const undampedVariants = ['plain', 'ns'] as const;

const onTheCircle: Claim = {
  id: 'G6',
  statement: 'alternating: |λ| = 1 up to c = 2, one eigenvalue outside beyond; their product is 1',
  tex: '\\lambda=1-\\tfrac{c^2}2\\pm\\sqrt{(1-\\tfrac{c^2}2)^2-1}',
  on: 'near the equilibrium',
  async check(context) {
    const reason = excuse(context, { variant: undampedVariants, scheme: 'alternating' });
    if (reason !== undefined) return outside(reason);
    const far = unresolved(context);
    if (far) return far;
    const [a, b, c, d] = await context.probe.jacobian(context.settings);
    const operator = operatorOf(context.settings) ?? [Number.NaN, 0, 0, 0];
    const outcome = within(
      spectralRadius(eigenvalues([a, b, c, d])),
      predictedRadius(context.settings),
      operatorErrors(context, operator).radius,
    );
    const one = Math.abs(a * d - b * c - 1) <= determinantError(context);
    return provided(outcome, one, 'the product of the eigenvalues is not 1');
  },
};

/** MATHS G7. */
const FORM = { rounds: 4096, start: [1, 0.3] } as const;

const conservesForm: Claim = {
  id: 'G7',
  statement: 'alternating WGAN conserves θ² + ψ² − cθψ below c = 2 (ratio after 4096 rounds)',
  tex: 'Q=\\theta^2+\\psi^2-c\\,\\theta\\psi,\\qquad\\text{angle }2\\arcsin\\tfrac c2',
  on: 'a trajectory of its own',
  async check(context) {
    const reason = excuse(context, { objective: 'wgan', variant: undampedVariants, scheme: 'alternating' });
    if (reason !== undefined) return outside(reason);
    const c = combinedStep(context.settings.pace, 1);
    if (Math.abs(c - 2) < DOUBLE.width) return linearGrowth(context);
    return c < 2 ? keepsForm(context, c) : factorBeyond(context);
  },
};

async function keepsForm(context: ClaimContext, c: number): Promise<Outcome> {
  const { settings, probe } = context;
  const [{ points }] = await probe.trace(settings, [FORM.start], { steps: FORM.rounds });
  const form = conservedForm(settings.pace);
  const ratio = formValue(form, ...points[points.length - 1]) / formValue(form, ...points[0]);
  const outcome = within(ratio, 1, formRounding(context, c));
  const [a, , , d] = await probe.jacobian(settings);
  const [sizeA, , , sizeD] = majorantOf(settings) ?? [Number.NaN, 0, 0, 0];
  const angle = (half: number): number => Math.acos(Math.min(1, Math.max(-1, half)));
  const [half, error] = [1 - (c * c) / 2, (roundError(context) * (sizeA + sizeD)) / 2];
  const off = Math.max(angle(half - error) - angle(half), angle(half) - angle(half + error));
  const turns = Math.abs(angle((a + d) / 2) - alternatingAngle(c)) <= off + 1e-9;
  return provided(outcome, turns, 'a round does not turn by 2 arcsin(c/2)');
}

/**
 * Of Q over the rounds, relative: θ or ψ off by a unit of itself moves Q by 2/√(1 − c²/4) units at most. A player's steps of
 * one round add the same number, so their errors agree (and those of the number come to c units in all); rounds do not.
 */
function formRounding(context: ClaimContext, c: number): number {
  const { generatorSteps, discriminatorSteps } = context.settings.pace;
  const units = Math.hypot(generatorSteps + c, discriminatorSteps + c) * Math.sqrt(FORM.rounds);
  const rounding = arithmetic(context);
  const flatness = 1 - (c * c) / 4;
  // The form's own terms are as much larger than their sum.
  return (2 * rounding.spread(rounding.unit * units)) / Math.sqrt(flatness) + float64.operations(8) / flatness;
}

/** c = 2, a Jordan block of −1: nearer than so many rounds can tell. */
const DOUBLE = { rounds: 400, width: 1e-9, least: 0.1 } as const;

async function linearGrowth(context: ClaimContext): Promise<Outcome> {
  const { settings, probe } = context;
  const { rounds } = DOUBLE;
  const [{ points }] = await probe.trace(settings, [FORM.start], { steps: rounds });
  const [a, b, c, d] = operatorOf(settings) ?? [Number.NaN, 0, 0, 0];
  const [theta, psi] = FORM.start;
  const predicted = Math.hypot((a + 1) * theta + b * psi, c * theta + (d + 1) * psi);
  if (predicted < DOUBLE.least) return outside('the start lies along the eigenvector, where nothing grows');
  const measured = (Math.hypot(...points[rounds]) - Math.hypot(...points[rounds / 2])) / (rounds / 2);
  // The part of the start that does not grow is felt as 1/rounds; an error of one round grows in the rounds that are left.
  const still = (theta * theta + psi * psi) / ((rounds / 2) ** 2 * predicted);
  const rounding = arithmetic(context).operations(ROUNDINGS * stepsOfRound(settings) * rounds);
  const grown = (rounding * Math.hypot(a + 1, b, c, d + 1) * rounds * predicted) / 5;
  return within(measured, predicted, still + grown, {
    statement: 'alternating WGAN at c = 2: the distance grows linearly, per round',
  });
}

async function factorBeyond(context: ClaimContext): Promise<Outcome> {
  const { settings, probe } = context;
  const far = unresolved(context);
  if (far) return far;
  const [fit, expected] = [await measureGrowth(probe, settings), predictedGrowth(settings)];
  if (!fit || !expected) return outside('it grows too fast to be fitted');
  const statement = 'alternating WGAN beyond c = 2: the distance grows by |λ| per round';
  const operator = operatorOf(settings) ?? [Number.NaN, 0, 0, 0];
  const predicted = Math.exp(expected.rate);
  return within(Math.exp(fit.rate), predicted, operatorErrors(context, operator).radius, { statement });
}

const threshold: Claim = {
  id: 'G8',
  statement: 'alternating: growth sets in at √(nɢ nᴅ hɢ hᴅ) f′(0) = 2',
  tex: "\\sqrt{n_Gn_Dh_Gh_D}\\,f'(0)=2",
  on: 'near the equilibrium',
  async check(context) {
    const { settings, probe } = context;
    const reason = excuse(context, { variant: undampedVariants, scheme: 'alternating' });
    if (reason !== undefined) return outside(reason);
    const now = combinedStep(settings.pace, slopeOf(context));
    const found = await searchLimit(growthOfRuns(probe, settings, 2000), {
      around: (1.9 / now) * settings.pace.h,
      threshold: 1e-3,
    });
    const measured = (found / settings.pace.h) * now;
    // The trace 2 − c² is off by 6 of these at c = 2, so c by a quarter of that.
    return within(measured, 2, 2 * SEARCH_RESOLUTION + 1.5 * roundError(context));
  },
};

/** MATHS G9. Outside these steps the drift is below rounding, or not small. */
const DRIFT = {
  exp: { rounds: 40_000, start: 0.3, least: 0.03, most: 0.3 },
  logistic: { rounds: 22_000, start: [Math.SQRT2, 0], least: 0.3, most: 0.45 },
} as const;

const drifts: Claim = {
  id: 'G9',
  statement: 'on the circle f decides: with exp, 1/r⁴ grows by h²/4 per round',
  tex: "\\Delta r^2\\approx-\\tfrac{h^2}8f'''(0)f'(0)\\,r^6",
  on: 'a trajectory of its own',
  async check(context) {
    const reason =
      excuse(context, { objective: ['exp', 'logistic'], variant: 'plain', scheme: 'alternating' }) ??
      unequalSteps(context);
    if (reason !== undefined) return outside(reason);
    const { objective } = context.settings.rule;
    const { least, most } = objective === 'exp' ? DRIFT.exp : DRIFT.logistic;
    const { h } = context.settings.pace;
    if (!liesIn(h, least, most)) return outside(`the drift is told apart for ${figure(least)} ≤ h ≤ ${figure(most)}`);
    return objective === 'exp' ? inwardDrift(context) : outwardDrift(context);
  },
};

async function inwardDrift({ settings, probe }: ClaimContext): Promise<Outcome> {
  const { h } = settings.pace;
  const [{ points, stride }] = await probe.trace(settings, [[DRIFT.exp.start, 0]], { steps: DRIFT.exp.rounds });
  const line = fitLine(
    points.map((_, i) => i * stride),
    points.map((point) => energyOf(point) ** -2),
  );
  return within(line.rate, (h * h) / 4, 0.08 * ((h * h) / 4));
}

/** Order h³ a turn, h⁴ a round: in float64 θ² + ψ² passes 10 after 19,900 rounds of h = 0.4; a tenth is left to spare. */
async function outwardDrift({ settings, probe }: ClaimContext): Promise<Outcome> {
  const { h } = settings.pace;
  const steps = Math.round(DRIFT.logistic.rounds * (0.4 / h) ** 4);
  const [path] = await probe.trace(settings, [DRIFT.logistic.start], { steps });
  const measured = lateMean(path);
  const statement = `with the logistic f, θ² + ψ² drifts outward: mean after ${steps.toLocaleString('en-GB')} rounds from 2`;
  return atLeast(measured, 10, 0, { statement });
}

/** Mean of θ² + ψ² over the last 200 rounds. */
function lateMean({ points, stride }: Path): number {
  const late = points.slice(-Math.ceil(200 / stride)).map(energyOf);
  return late.reduce((sum, value) => sum + value, 0) / late.length;
}

export const undampedClaims: readonly Claim[] = [onTheCircle, conservesForm, threshold, drifts];
