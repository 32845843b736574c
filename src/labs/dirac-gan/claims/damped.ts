// G10 to G15: instance noise, and what a damping of the discriminator does in both schemes. MATHS.md 4.5, 4.7.
import { objectives } from '../../../math/dirac-objective';
import { eigenvalues, spectralRadius } from '../../../math/spectrum';
import { figure, judged, outside, provided, type Outcome } from '../../claims';
import { measureGrowth, predictedGrowth } from '../growth';
import { alternatingLimit, bestDamping, fieldEigenvalues, simultaneousLimit } from '../theory/limits';
import { linearise, operatorOf, predictedRadius, updateMatrix } from '../theory/linearisation';
import { excuse, linearOf, precision, slopeOf, unequalSteps, withStep, type Claim, type ClaimContext } from './context';
import { searchLimit } from './limit-search';

const averagedNoise = { variant: 'noise', sampled: false } as const;
const NO_DAMPING = 'f″(0) is not negative: the noise does not damp';

/** b, half the damping of the discriminator. */
function dampingOf(context: ClaimContext): number {
  return (linearOf(context)?.dampingD ?? Number.NaN) / 2;
}

const noiseEigenvalues: Claim = {
  id: 'G10',
  statement: 'under instance noise v′(0) has λ = f″(0)σ² ± √(f″(0)²σ⁴ − f′(0)²): largest real part',
  tex: "\\lambda=f''(0)\\sigma^2\\pm\\sqrt{f''(0)^2\\sigma^4-f'(0)^2}",
  async check(context) {
    const reason = excuse(context, averagedNoise);
    if (reason !== undefined) return outside(reason);
    const predicted = fieldEigenvalues(slopeOf(context), dampingOf(context));
    const measured = eigenvalues(await context.probe.fieldJacobian(context.settings));
    const scale = Math.max(1, Math.hypot(...predicted[1]));
    const outcome = judged(
      { value: measured[0][0], standardError: 0 },
      predicted[0][0],
      precision(context, 2e-3, 1e-5) * scale,
    );
    const turning = Math.abs(Math.abs(measured[0][1]) - Math.abs(predicted[0][1])) < 2e-3 * scale;
    if (!turning) return provided(outcome, false, 'the imaginary part is another one');
    const fit = await measureGrowth(context.probe, context.settings);
    const rate = predictedGrowth(context.settings)?.rate ?? Math.log(predictedRadius(context.settings));
    const agrees = !fit || Math.abs(fit.rate - rate) <= 2e-3 + 5 * fit.standardError;
    return provided(
      outcome,
      agrees,
      `small starts change by ${figure(fit?.rate ?? Number.NaN)} a round where ${figure(rate)} is predicted`,
    );
  },
};

/** MATHS G11, G12: runs at these multiples of the limit shrink and grow. */
const [INSIDE, BEYOND] = [0.97, 1.03];
const ROUNDS = 2000;

/** The limit found by bisection on runs against the closed form. */
async function limitOutcome(context: ClaimContext, limit: number): Promise<Outcome> {
  const { settings, probe } = context;
  const radius = (factor: number): number => predictedRadius(withStep(settings, limit * factor));
  const steepness = Math.log(radius(1.01) / radius(0.99)) / 0.02;
  if (!(steepness > 0.02)) return outside('near its limit the step hardly matters at this damping');
  const threshold = 1e-4;
  const measured = await searchLimit(probe, settings, { around: 1.1 * limit, rounds: ROUNDS, threshold });
  const outcome = judged({ value: measured, standardError: 0 }, limit, limit * (1e-3 + threshold / steepness));
  const [inside, beyond] = [await growthAt(context, limit * INSIDE), await growthAt(context, limit * BEYOND)];
  return provided(outcome, inside < 0 && beyond > 0, 'runs at 0.97 and 1.03 of the limit do not shrink and grow');
}

async function growthAt({ probe, settings }: ClaimContext, h: number): Promise<number> {
  const [rate] = await probe.growth(settings, 'h', [h, h, h, h], ROUNDS);
  return rate;
}

const simultaneousNoise: Claim = {
  id: 'G11',
  statement: 'simultaneous steps with noise converge exactly for h below 2b/a² (b ≤ a), 2/(b + √(b² − a²)) (b ≥ a)',
  tex: 'h^{\\text{sim}}_{\\text{max}}=2b/a^2\\;(b\\le a),\\quad\\frac2{b+\\sqrt{b^2-a^2}}\\;(b\\ge a)',
  check(context) {
    const reason = excuse(context, { ...averagedNoise, scheme: 'simultaneous' }) ?? unequalSteps(context);
    if (reason !== undefined) return outside(reason);
    const b = dampingOf(context);
    return b > 0 ? limitOutcome(context, simultaneousLimit(slopeOf(context), b)) : outside(NO_DAMPING);
  },
};

const alternatingNoise: Claim = {
  id: 'G12',
  statement: 'alternating steps with noise converge exactly for h below 2/(b + √(a² + b²))',
  tex: 'h^{\\text{alt}}_{\\text{max}}=\\frac2{b+\\sqrt{a^2+b^2}}',
  check(context) {
    const reason = excuse(context, { ...averagedNoise, scheme: 'alternating' }) ?? unequalSteps(context);
    if (reason !== undefined) return outside(reason);
    const b = dampingOf(context);
    return b > 0 ? limitOutcome(context, alternatingLimit(slopeOf(context), b)) : outside(NO_DAMPING);
  },
};

const dampedVariants = ['noise', 'r1', 'r2'] as const;

/** Dampings that are tried around the best one: ±10 % in steps of 2e-4. */
const SCAN = { values: 1001, width: 0.1 } as const;

const bestNoise: Claim = {
  id: 'G13',
  statement: 'the best damping is b = a (simultaneous), a(1 − ha/2) (alternating), with rate |1 − ha|',
  tex: 'b^*=a,\\;\\;a(1-\\tfrac{ha}2);\\qquad\\rho=|1-ha|',
  async check(context) {
    const { settings, probe } = context;
    const { scheme, objective, variant } = settings.rule;
    const reason =
      excuse(context, { variant: dampedVariants, sampled: false, scheme: ['simultaneous', 'alternating'] }) ??
      unequalSteps(context);
    if (reason !== undefined || (scheme !== 'simultaneous' && scheme !== 'alternating')) return outside(reason ?? '');
    const a = slopeOf(context);
    const { h } = settings.pace;
    if (h * a >= 2) return outside('h f′(0) is not below 2');
    const curvature = -objectives[objective].curvatureAtZero;
    if (variant === 'noise' && curvature <= 0) return outside(NO_DAMPING);
    const predicted = bestDamping(scheme, a, h);
    const dampings = Array.from(
      { length: SCAN.values },
      (_, i) => predicted * (1 + SCAN.width * ((2 * i) / (SCAN.values - 1) - 1)),
    );
    const strengths = dampings.map((b) => (variant === 'noise' ? Math.sqrt(b / curvature) : 2 * b));
    const radii = (await probe.jacobians(settings, variant === 'noise' ? 'sigma' : 'gamma', strengths)).map((matrix) =>
      spectralRadius(eigenvalues(matrix)),
    );
    const best = radii.indexOf(Math.min(...radii));
    const outcome = judged({ value: dampings[best], standardError: 0 }, predicted, 2e-3 * predicted);
    return provided(
      outcome,
      Math.abs(radii[best] - Math.abs(1 - h * a)) < 0.02,
      `the rate there is ${figure(radii[best])}, not |1 − ha|`,
    );
  },
};

const uselessNoise: Claim = {
  id: 'G14',
  statement: 'WGAN with noise has the spectrum that it has without: max |λ|',
  tex: "f''(0)\\ge0:\\text{ noise does not help}",
  async check(context) {
    const reason = excuse(context, { ...averagedNoise, objective: ['wgan', 'softplus'] });
    if (reason !== undefined) return outside(reason);
    const { settings, probe } = context;
    if (settings.rule.objective === 'softplus') {
      const [[re]] = eigenvalues(await probe.fieldJacobian(settings));
      const [[predicted]] = fieldEigenvalues(slopeOf(context), -(settings.pace.sigma ** 2) / 4);
      const statement =
        'softplus with noise: the eigenvalues of v′(0) have real part σ²/4 (or more, where they are real)';
      const outcome = judged(
        { value: re, standardError: 0 },
        predicted,
        precision(context, 2e-3, 1e-5) * Math.max(1, predicted),
        { statement },
      );
      return provided(outcome, settings.pace.sigma === 0 || re > 0, 'the real part is not positive');
    }
    const without = linearise({ ...settings.rule, variant: 'plain' }, settings.pace);
    const predicted = without
      ? spectralRadius(eigenvalues(updateMatrix(settings.rule.scheme, without, settings.pace)))
      : Number.NaN;
    const measured = spectralRadius(eigenvalues(await probe.jacobian(settings)));
    return judged({ value: measured, standardError: 0 }, predicted, precision(context, 2e-3, 1e-6) * predicted);
  },
};

const innerSteps: Claim = {
  id: 'G15',
  statement: 'nᴅ damped inner steps: the operator’s determinant is (1 − 2hᴅ b)^nᴅ, and all four entries are as derived',
  tex: 'J=\\begin{pmatrix}1&0\\\\h_DaS&r^{n_D}\\end{pmatrix}\\begin{pmatrix}1&-n_Gh_Ga\\\\0&1\\end{pmatrix},\\;r=1-2h_Db',
  async check(context) {
    const reason = excuse(context, { variant: dampedVariants, sampled: false, scheme: 'alternating' });
    if (reason !== undefined) return outside(reason);
    const { hD, discriminatorSteps } = context.settings.pace;
    const predicted = (1 - 2 * hD * dampingOf(context)) ** discriminatorSteps;
    const wanted = operatorOf(context.settings) ?? [Number.NaN, 0, 0, 0];
    const [a, b, c, d] = await context.probe.jacobian(context.settings);
    const size = Math.max(1, ...wanted.map(Math.abs));
    const tolerance = precision(context, 4e-6, 1e-6);
    const outcome = judged({ value: a * d - b * c, standardError: 0 }, predicted, tolerance * size * size);
    const close = [a, b, c, d].every((entry, i) => Math.abs(entry - wanted[i]) <= tolerance * size);
    return provided(outcome, close, 'an entry of the operator is another one');
  },
};

export { dampingOf, dampedVariants, limitOutcome };
export const dampedClaims: readonly Claim[] = [
  noiseEigenvalues,
  simultaneousNoise,
  alternatingNoise,
  bestNoise,
  uselessNoise,
  innerSteps,
];
