// L1 … L4 and L9: what is exactly known of Langevin chains on a Gaussian. MATHS.md 3.1, 3.7.
import {
  correlationError,
  frequencyEstimate,
  planeStatistics,
  rotateMoments,
  type Estimate,
} from '../../../math/statistics';
import type { Component, Vector2 } from '../../../targets/target';
import type { Settings } from '../settings';
import {
  advanceCross,
  advanceLaw,
  crossFromLaw,
  gaussianMultipliers,
  gaussianStepLimit,
  lagCorrelation,
  principalAxes,
  stationaryLaw,
} from '../theory/gaussian-law';
import type { GaussianTarget, Law } from '../theory/gaussian-law';
import { malaAcceptance } from '../theory/mala-acceptance';
import { figure, judged, outside, provided, type Claim, type ClaimContext, type Outcome } from './context';

const NOT_GAUSSIAN = 'the target is not a Gaussian';

/** Rounding of f32 positions and of sums over up to 2²⁰ of them, relative. */
const MOMENT_ROUNDING = 2e-5;

export function asGaussian({ target }: Settings): GaussianTarget | undefined {
  const [only, second] = target.components ?? [];
  return target.id === 'gaussian' && only && !second ? gaussianOf(only) : undefined;
}

function gaussianOf({ mean, covariance }: Component): GaussianTarget {
  return { mean, covariance };
}

/** Why the exact law of ULA says nothing here, or undefined when it does. */
function lawExcuse({ settings, law, observation }: ClaimContext): string | undefined {
  if (!asGaussian(settings)) return NOT_GAUSSIAN;
  if (settings.method !== 'ula') return `the method is ${settings.method.toUpperCase()}`;
  if (!law || !law.covariance.every(Number.isFinite))
    return 'the law has left every bound: the step is beyond the stability limit';
  if (
    ![observation.statistics.varianceX, observation.statistics.varianceY].every(
      ({ standardError }) => standardError < Infinity,
    )
  )
    return 'the fourth moments of the cloud have left the range of float32';
  return undefined;
}

function along([x, y]: Vector2, [xx, xy, yy]: readonly [number, number, number]): number {
  return x * x * xx + 2 * x * y * xy + y * y * yy;
}

/** Variance along a unit vector with its standard error. */
function varianceAlong(context: ClaimContext, axis: Vector2): Estimate {
  return planeStatistics(rotateMoments(context.observation.sums, axis)).varianceX;
}

function meanHolds(context: ClaimContext, law: Law): boolean {
  const { meanX, meanY } = context.observation.statistics;
  const rounding = MOMENT_ROUNDING * Math.sqrt(law.covariance[0] + law.covariance[2]) + 1e-6;
  return [meanX, meanY].every(
    ({ value, standardError }, i) => Math.abs(value - (law.mean[i] ?? 0)) <= 5 * standardError + rounding,
  );
}

const transient: Claim = {
  id: 'L1',
  statement: 'ULA’s variance along the narrow axis is V∞ + a²ⁿ(V₀ − V∞), V∞ = τ²σ²/(1 − γ/2σ²), a = 1 − γ/σ²',
  tex: 'V_n=V_\\infty+a^{2n}(V_0-V_\\infty),\\;V_\\infty=\\frac{\\tau^2\\sigma^2}{1-\\gamma/2\\sigma^2}',
  check(context) {
    const excuse = lawExcuse(context);
    const gaussian = asGaussian(context.settings);
    if (excuse !== undefined || !gaussian || !context.law) return outside(excuse ?? NOT_GAUSSIAN);
    const [narrow] = principalAxes(gaussian);
    const predicted = along(narrow, context.law.covariance);
    const outcome = judged(varianceAlong(context, narrow), predicted, MOMENT_ROUNDING * predicted + 1e-12);
    return provided(outcome, meanHolds(context, context.law), 'the mean is not where the law puts it');
  },
};

/** A lag at which the correlation is neither near 1 nor near 0. */
function tellingLag(multiplier: number): number {
  const size = Math.abs(multiplier);
  if (size < 0.05) return 1;
  return Math.min(16, Math.max(1, Math.round(Math.log(0.5) / Math.log(Math.min(size, 0.9999)))));
}

const correlation: Claim = {
  id: 'L2',
  statement: 'positions k steps apart correlate as (1 − γ/σ²)ᵏ',
  tex: '\\operatorname{corr}(x_n,x_{n+k})\\to(1-\\gamma/\\sigma^2)^k',
  async check(context) {
    const excuse = lawExcuse(context);
    const gaussian = asGaussian(context.settings);
    if (excuse !== undefined || !gaussian || !context.law) return outside(excuse ?? NOT_GAUSSIAN);
    const { step, noise } = context.settings;
    const [narrow] = principalAxes(gaussian);
    const lag = tellingLag(gaussianMultipliers(gaussian, step)[0]);
    const later = advanceLaw(context.law, gaussian, step, noise, lag);
    const predicted = lagCorrelation(
      advanceCross(crossFromLaw(context.law), gaussian, step, lag),
      context.law,
      later,
      narrow,
    );
    if (!Number.isFinite(predicted) || noise === 0)
      return outside('without noise the chains have no spread that could correlate');
    const { correlation: measured, pairs } = await context.lookahead.correlate(context, lag, narrow, [
      context.law.mean,
      later.mean,
    ]);
    const estimate = { value: measured, standardError: correlationError(predicted, pairs) };
    return judged(estimate, predicted, 1e-4, {
      statement: `positions ${lag} step${lag === 1 ? '' : 's'} apart correlate as (1 − γ/σ²)${lag === 1 ? '' : `^${lag}`}`,
    });
  },
};

/** Steps of the two noise-free probes, and their step sizes as multiples of σ² (L3). */
const PROBE = { steps: 400, inside: 1.9, outside: 2.1 } as const;

const limit: Claim = {
  id: 'L3',
  statement: 'the noise-free map converges for γ < 2σ² and diverges beyond (limit in units of σ²)',
  tex: '|1-\\gamma/\\sigma^2|<1\\iff\\gamma<2\\sigma^2',
  async check(context) {
    const gaussian = asGaussian(context.settings);
    if (!gaussian) return outside(NOT_GAUSSIAN);
    const [axis] = principalAxes(gaussian);
    const variance = gaussianStepLimit(gaussian) / 2;
    const inside = await probeMultiplier(context, axis, PROBE.inside * variance, gaussian.mean);
    const beyond = await probeMultiplier(context, axis, PROBE.outside * variance, gaussian.mean);
    // The multiplier −m falls linearly in γ; the limit is where it passes −1.
    const measured = PROBE.inside + ((1 - inside) / (beyond - inside)) * (PROBE.outside - PROBE.inside);
    const outcome = judged({ value: measured, standardError: 0 }, 2, 1e-4);
    return provided(outcome, inside < 1 && beyond > 1, 'a probe on the wrong side of the limit moved the wrong way');
  },
};

/** |multiplier| of one step, from the distance that a point has after 400 steps: (|x₄₀₀|/|x₀|)^(1/400). */
async function probeMultiplier(context: ClaimContext, axis: Vector2, step: number, mean: Vector2): Promise<number> {
  const from: Vector2 = [mean[0] + axis[0], mean[1] + axis[1]];
  const [to] = await context.probe.ascend(context.settings, step, [from], PROBE.steps);
  const distance = Math.abs(((to?.[0] ?? 0) - mean[0]) * axis[0] + ((to?.[1] ?? 0) - mean[1]) * axis[1]);
  return Math.exp(Math.log(distance) / PROBE.steps);
}

const covariance: Claim = {
  id: 'L4',
  statement: 'ULA’s stationary covariance is τ²Σ(I − γ/2 Σ⁻¹)⁻¹, for γ < 2λmin(Σ)',
  tex: 'V_\\infty=\\tau^2\\Sigma\\,(I-\\tfrac\\gamma2\\Sigma^{-1})^{-1},\\;\\gamma<2\\lambda_{\\text{min}}(\\Sigma)',
  check(context) {
    const excuse = lawExcuse(context);
    const gaussian = asGaussian(context.settings);
    if (excuse !== undefined || !gaussian || !context.law) return outside(excuse ?? NOT_GAUSSIAN);
    const { step, noise } = context.settings;
    if (step >= gaussianStepLimit(gaussian))
      return outside(`γ is beyond 2λmin = ${figure(gaussianStepLimit(gaussian))}: nothing is stationary`);
    const stationary = stationaryLaw(gaussian, step, noise).covariance;
    const { varianceX, covariance: mixed, varianceY } = context.observation.statistics;
    const entries = [varianceX, mixed, varianceY];
    const law = context.law.covariance;
    const unsettled = entries.some(
      ({ standardError }, i) => Math.abs((law[i] ?? 0) - (stationary[i] ?? 0)) > standardError / 4 + 1e-9,
    );
    if (unsettled) return outside('the start is not forgotten yet');
    const outcomes = entries.map((entry, i) =>
      judged(entry, stationary[i] ?? 0, MOMENT_ROUNDING * (stationary[0] + stationary[2]), {
        statement: `ULA’s stationary covariance is τ²Σ(I − γ/2 Σ⁻¹)⁻¹ (entry ${['xx', 'xy', 'yy'][i]}, the worst of three)`,
      }),
    );
    return outcomes.reduce((worst, outcome) => (deviation(outcome) > deviation(worst) ? outcome : worst));
  },
};

function deviation({ measured, predicted, tolerance }: Outcome): number {
  return Math.abs(measured - predicted) / tolerance;
}

const acceptance: Claim = {
  id: 'L9',
  statement: 'MALA keeps the variance σ² at every γ and accepts 1 − √(q/(1 + q)), q = (γ/2σ²)³, on a round Gaussian',
  tex: '\\Pr(\\text{accept})=1-\\sqrt{q/(1+q)},\\;q=(\\gamma/2\\sigma^2)^3',
  async check(context) {
    const { settings, observation } = context;
    const gaussian = asGaussian(settings);
    if (!gaussian) return outside(NOT_GAUSSIAN);
    if (settings.method !== 'mala') return outside('the method is not MALA');
    if (settings.noise === 0) return outside('without noise nothing is proposed at random');
    const [narrow, wide] = principalAxes(gaussian).map((axis) => along(axis, gaussian.covariance)) as [number, number];
    const predicted = malaAcceptance(settings.step / narrow, settings.step / wide);
    // The slow direction forgets at rate γ/λmax per accepted step; a residual of one part in 10⁴ of the start is below any error here.
    const needed = Math.log(1e4 * (1 + context.start.scale)) * (wide / (context.time * Math.max(predicted, 1e-9)));
    if (needed > 1) return outside('the start is not forgotten yet');
    const { accepted, proposed } = await context.lookahead.acceptance(context);
    const outcome = judged(frequencyEstimate(accepted, proposed), predicted, 1e-5, statementFor(narrow, wide));
    const tempered = settings.noise * settings.noise;
    const axes = principalAxes(gaussian);
    const unbiased = axes.every((axis) => {
      const { value, standardError } = varianceAlong(context, axis);
      const exact = tempered * along(axis, gaussian.covariance);
      return Math.abs(value - exact) <= 5 * standardError + MOMENT_ROUNDING * exact;
    });
    return provided(
      outcome,
      unbiased,
      `the variance is not the target’s (${observation.finite.toLocaleString('en-GB')} chains)`,
    );
  },
};

function statementFor(narrow: number, wide: number): Pick<Outcome, 'statement'> {
  if (Math.abs(narrow - wide) < 1e-9 * wide) return {};
  return {
    statement:
      'MALA keeps the covariance Σ at every γ and accepts 2 P(log ratio > 0), a quadratic form of four normals',
  };
}

export const gaussianClaims: readonly Claim[] = [transient, correlation, limit, covariance, acceptance];
