// G10, G13 to G15: instance noise, and what a damping of the discriminator does in both schemes. MATHS.md 4.5, 4.7.
import { provided, within, type Outcome } from '../../../experiment/claims';
import { FIT_TOLERANCE, predictedGrowth } from '../../../math/dirac-growth';
import { bestDamping } from '../../../math/dirac-limits';
import { linearise, majorantOf, operatorOf, predictedRadius, updateMatrix } from '../../../math/dirac-linearisation';
import { objectives } from '../../../math/dirac-objective';
import {
  dampingErrors,
  determinantError,
  fieldError,
  LINEAR,
  operatorErrors,
  roundError,
} from '../../../math/dirac-rounding';
import { eigenvalues, spectralRadius, spectrumErrors, type Matrix } from '../../../math/spectrum';
import {
  damps,
  dampingOf,
  equalSteps,
  measuredRadius,
  only,
  resolves,
  slopeOf,
  type Claim,
  type ClaimContext,
} from './context';
import { averaged } from './limits';
import { figure } from '../../../numbers';

const averagedNoise = { variant: 'noise', sampled: false } as const;

/** Eigenvalues of v′(0) under a damping 2b: measured real part against the predicted one, and whether they turn as predicted. */
async function fieldOutcome(context: ClaimContext, statement?: string): Promise<Outcome> {
  const [a, b] = [slopeOf(context), dampingOf(context)];
  const field: Matrix = [0, -a, a, -2 * b];
  const [[re, im]] = eigenvalues(field);
  const [measured] = eigenvalues(await context.trials.fieldJacobian(context.settings));
  // The hinge's bell is not quite 0 at the equilibrium, though far below this.
  const errors = spectrumErrors(field, [0, a, a, 2 * Math.abs(b) + LINEAR * a], fieldError(context));
  const words = { scale: Math.hypot(re, im), ...(statement === undefined ? {} : { statement }) };
  const outcome = within(measured[0], re, errors.re, words);
  return provided(outcome, Math.abs(measured[1] - im) <= errors.im, 'the imaginary part is another one');
}

const noiseEigenvalues: Claim = {
  id: 'G10',
  statement: 'under instance noise v′(0) has λ = f″(0)σ² ± √(f″(0)²σ⁴ − f′(0)²): largest real part',
  tex: "\\lambda=f''(0)\\sigma^2\\pm\\sqrt{f''(0)^2\\sigma^4-f'(0)^2}",
  on: 'near the equilibrium',
  excuse: only(averagedNoise),
  async check(context) {
    const { settings, trials } = context;
    const outcome = await fieldOutcome(context);
    const [fit, expected] = [await trials.growthFit(settings), predictedGrowth(settings)];
    if (!fit || !expected) return outcome;
    // Where a round takes all but nothing over, its factor is only known to rounding.
    const rounding = operatorErrors(context).radius / predictedRadius(settings);
    const agrees = Math.abs(fit.rate - expected.rate) <= FIT_TOLERANCE + rounding + 5 * fit.standardError;
    const words = `small starts change by ${figure(fit.rate)} a round where ${figure(expected.rate)} is predicted`;
    return provided(outcome, agrees, words);
  },
};

/** Dampings that are tried around the best one: ±10 % in steps of 2e-4. */
const SCAN = { values: 1001, width: 0.1 } as const;

const bestNoise: Claim = {
  id: 'G13',
  statement: 'the best damping is b = a (simultaneous), a(1 − ha/2) (alternating), with rate |1 − ha|',
  tex: 'b^*=a,\\;\\;a(1-\\tfrac{ha}2);\\qquad\\rho=|1-ha|',
  on: 'near the equilibrium',
  excuse: only(
    { ...averaged, scheme: ['simultaneous', 'alternating'] },
    equalSteps,
    (context) => (context.settings.pace.h * slopeOf(context) >= 2 ? 'h f′(0) is not below 2' : undefined),
    // Some noise, some penalty.
    ({ settings: { rule, pace }, ...rest }) =>
      damps({ ...rest, settings: { rule, pace: { ...pace, sigma: 1, gamma: 1 } } }),
  ),
  async check(context) {
    const { settings, trials } = context;
    const { scheme, objective, variant } = settings.rule;
    const [a, { h }] = [slopeOf(context), settings.pace];
    const predicted = bestDamping(scheme === 'simultaneous' ? scheme : 'alternating', a, h);
    const at = (i: number): number => predicted * (1 + SCAN.width * ((2 * i) / (SCAN.values - 1) - 1));
    const dampings = Array.from({ length: SCAN.values }, (_, i) => at(i));
    const axis = variant === 'noise' ? 'sigma' : 'gamma';
    const strength = (b: number): number =>
      variant === 'noise' ? Math.sqrt(b / -objectives[objective].curvatureAtZero) : 2 * b;
    const matrices = await trials.jacobians(settings, axis, dampings.map(strength));
    const radii = matrices.map((matrix) => spectralRadius(eigenvalues(matrix)));
    const best = radii.indexOf(Math.min(...radii));
    const there = { ...settings, pace: { ...settings.pace, [axis]: strength(predicted) } };
    const errors = dampingErrors({ ...context, settings: there }, (2 * SCAN.width * predicted) / (SCAN.values - 1));
    const outcome = within(dampings[best], predicted, errors.damping, { scale: SCAN.width * predicted });
    const reached = Math.abs(radii[best] - Math.abs(1 - h * a)) <= errors.radius;
    return provided(outcome, reached, `the rate there is ${figure(radii[best])}, not |1 − ha|`);
  },
};

const uselessNoise: Claim = {
  id: 'G14',
  statement: 'WGAN with noise has the spectrum that it has without: max |λ|',
  tex: "f''(0)\\ge0:\\text{ noise does not help}",
  on: 'near the equilibrium',
  excuse: only({ ...averagedNoise, objective: ['wgan', 'softplus'] }, (context) =>
    context.settings.rule.objective === 'wgan' ? resolves(context) : undefined,
  ),
  async check(context) {
    const { rule, pace } = context.settings;
    if (rule.objective === 'softplus') {
      const statement =
        'softplus with noise: the eigenvalues of v′(0) have real part σ²/4 (or more, where they are real)';
      const outcome = await fieldOutcome(context, statement);
      return provided(outcome, pace.sigma === 0 || outcome.measured > 0, 'the real part is not positive');
    }
    const operator = updateMatrix(rule.scheme, linearise({ ...rule, variant: 'plain' }, pace), pace);
    const predicted = spectralRadius(eigenvalues(operator));
    return within(await measuredRadius(context), predicted, operatorErrors(context, operator).radius);
  },
};

const innerSteps: Claim = {
  id: 'G15',
  statement: 'nᴅ damped inner steps: the operator’s determinant is (1 − 2hᴅ b)^nᴅ, and all four entries are as derived',
  tex: 'J=\\begin{pmatrix}1&0\\\\h_DaS&r^{n_D}\\end{pmatrix}\\begin{pmatrix}1&-n_Gh_Ga\\\\0&1\\end{pmatrix},\\;r=1-2h_Db',
  on: 'near the equilibrium',
  excuse: only({ ...averaged, scheme: 'alternating' }, resolves),
  async check(context) {
    const { settings, trials } = context;
    const { hD, discriminatorSteps } = settings.pace;
    const predicted = (1 - 2 * hD * dampingOf(context)) ** discriminatorSteps;
    const [wanted, sizes] = [operatorOf(settings), majorantOf(settings)];
    const [a, b, c, d] = await trials.jacobian(settings);
    const outcome = within(a * d - b * c, predicted, determinantError(context));
    const error = roundError(context);
    const close = [a, b, c, d].every((entry, i) => Math.abs(entry - wanted[i]) <= error * sizes[i]);
    return provided(outcome, close, 'an entry of the operator is another one');
  },
};

export const dampedClaims: readonly Claim[] = [noiseEigenvalues, bestNoise, uselessNoise, innerSteps];
