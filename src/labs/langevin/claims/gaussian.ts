// L1, L2 and L4: what is exactly known of unadjusted chains on a Gaussian. MATHS.md 3.1, 3.7.
import { correlationError, correlationTail, varianceTail } from '../../../math/statistics';
import type { Vector2 } from '../../../targets/target';
import {
  advanceCross,
  advanceLaw,
  crossFromLaw,
  gaussianMultipliers,
  gaussianStepLimit,
  lagCorrelation,
  principalAxes,
  stationaryLaw,
  type GaussianTarget,
  type Law,
} from '../../../math/gaussian-law';
import type { FollowedLaw } from '../../../math/law-rounding';
import {
  given,
  asGaussian,
  fewChains,
  figure,
  judged,
  NOT_GAUSSIAN,
  ON_THE_RUN,
  outside,
  provided,
  type Claim,
  type ClaimContext,
  type Excuse,
  type Outcome,
} from './context';
import { judgedVariance, sumRounding, varianceRounding } from './moments';

function along([x, y]: Vector2, [xx, xy, yy]: readonly [number, number, number]): number {
  return x * x * xx + 2 * x * y * xy + y * y * yy;
}

/** Why the exact law of ULA says nothing here; or the target and the law. */
function known(
  context: ClaimContext,
): string | Excuse | { readonly gaussian: GaussianTarget; readonly law: FollowedLaw } {
  const { settings, law, observation } = context;
  const gaussian = asGaussian(settings);
  if (!gaussian) return NOT_GAUSSIAN;
  if (settings.method !== 'ula')
    return { reason: `the method is ${settings.method.toUpperCase()}`, needs: 'another method' };
  if (!law || ![...law.covariance, law.rounding].every(Number.isFinite))
    return 'the law has left every bound: the step is beyond the stability limit';
  const { varianceX, varianceY } = observation.principal;
  if (![varianceX, varianceY].every(({ value }) => Number.isFinite(value)))
    return 'the squares of the cloud have left the range of float32';
  return fewChains(context) ?? { gaussian, law };
}

/** float32 turns into the axes what the chains' own rounding left where it is. */
function displacement({ covariance, rounding }: FollowedLaw): number {
  return rounding + sumRounding(1) * Math.sqrt(covariance[0] + covariance[2]);
}

function meanHolds({ observation }: ClaimContext, law: FollowedLaw): boolean {
  const { meanX, meanY } = observation.statistics;
  return [meanX, meanY].every(({ value }, i) => {
    const spread = Math.sqrt((law.covariance[2 * i] ?? 0) / observation.finite);
    return Math.abs(value - (law.mean[i] ?? 0)) <= 5 * spread + displacement(law);
  });
}

const transient: Claim = {
  id: 'L1',
  statement: 'ULA’s variance along the narrow axis is V∞ + a²ⁿ(V₀ − V∞), V∞ = τ²σ²/(1 − γ/2σ²), a = 1 − γ/σ²',
  tex: 'V_n=V_\\infty+a^{2n}(V_0-V_\\infty),\\;V_\\infty=\\frac{\\tau^2\\sigma^2}{1-\\gamma/2\\sigma^2}',
  on: ON_THE_RUN,
  check: given(known, (context, { gaussian, law }) => {
    const predicted = along(principalAxes(gaussian)[0], law.covariance);
    if (!(predicted > 0)) return outside('from one point without noise the chains have no spread');
    const { principal, finite } = context.observation;
    const outcome = judgedVariance(principal.varianceX.value, predicted, finite, displacement(law));
    return provided(outcome, meanHolds(context, law), 'the mean is not where the law puts it');
  }),
};

/** A lag at which the correlation is neither near 1 nor near 0. */
function tellingLag(multiplier: number): number {
  const size = Math.abs(multiplier);
  if (size < 0.05) return 1;
  return Math.min(16, Math.max(1, Math.round(Math.log(0.5) / Math.log(Math.min(size, 0.9999)))));
}

function beyondLimit(gaussian: GaussianTarget, step: number): string | undefined {
  const limit = gaussianStepLimit(gaussian);
  return step >= limit ? `γ is beyond 2λmin = ${figure(limit)}: nothing is stationary` : undefined;
}

const correlation: Claim = {
  id: 'L2',
  statement: 'positions k steps apart correlate as (1 − γ/σ²)ᵏ',
  tex: '\\operatorname{corr}(x_n,x_{n+k})\\to(1-\\gamma/\\sigma^2)^k',
  on: 'a lookahead from the run',
  check: given(known, async (context, { gaussian, law }) => {
    const { step, noise } = context.settings;
    if (noise === 0) return outside('without noise every correlation is 1');
    const excuse = beyondLimit(gaussian, step);
    if (excuse !== undefined) return outside(excuse);
    const [narrow] = principalAxes(gaussian);
    const lag = tellingLag(gaussianMultipliers(gaussian, step)[0]);
    const later = advanceLaw(law, gaussian, step, noise, lag);
    const predicted = lagCorrelation(advanceCross(crossFromLaw(law), gaussian, step, lag), law, later, narrow);
    if (!Number.isFinite(predicted)) return outside('from one point the chains have no spread that could correlate');
    const { varianceX, varianceY } = context.observation.statistics;
    const { correlation: value, pairs } = await context.lookahead.correlate(context, lag, {
      centre: law.mean,
      laterCentre: later.mean,
      axis: narrow,
      scale: Math.sqrt(varianceX.value + varianceY.value) || 1,
    });
    const least = Math.sqrt(Math.min(along(narrow, law.covariance), along(narrow, later.covariance)));
    const rounding = 4 * (sumRounding(pairs) + displacement(law) / least) + correlationTail(predicted, pairs);
    return judged({ value, standardError: correlationError(predicted, pairs) }, predicted, rounding, {
      statement: `positions ${lag} step${lag === 1 ? '' : 's'} apart correlate as (1 − γ/σ²)${lag === 1 ? '' : `^${lag}`}`,
      scale: 1 - predicted * predicted,
    });
  }),
};

/** Entries [xx, xy, yy] with the product of the two deviations that each of them is made of. */
function entriesOf({ covariance: [xx, xy, yy] }: Pick<Law, 'covariance'>): readonly (readonly [number, number])[] {
  return [
    [xx, xx],
    [xy, Math.sqrt(xx * yy)],
    [yy, yy],
  ];
}

const covariance: Claim = {
  id: 'L4',
  statement: 'ULA’s stationary covariance is τ²Σ(I − γ/2 Σ⁻¹)⁻¹, for γ < 2λmin(Σ)',
  tex: 'V_\\infty=\\tau^2\\Sigma\\,(I-\\tfrac\\gamma2\\Sigma^{-1})^{-1},\\;\\gamma<2\\lambda_{\\text{min}}(\\Sigma)',
  on: ON_THE_RUN,
  check: given(known, (context, { gaussian, law }) => {
    const { step, noise } = context.settings;
    const excuse = beyondLimit(gaussian, step);
    if (excuse !== undefined) return outside(excuse);
    const { statistics, finite } = context.observation;
    const stationary = stationaryLaw(gaussian, step, noise);
    // Without noise the prediction is 0; the effect is then the spread that is lost.
    const effects = entriesOf(noise === 0 ? gaussian : stationary);
    const trace = stationary.covariance[0] + stationary.covariance[2];
    const rounding = varianceRounding(trace, finite, displacement(law));
    const entries = entriesOf(stationary).map(([predicted, size], i) => ({
      predicted,
      size,
      measured: [statistics.varianceX, statistics.covariance, statistics.varianceY][i]?.value ?? Number.NaN,
      standardError: Math.sqrt((size * size + predicted * predicted) / finite),
      words: {
        statement: `ULA’s stationary covariance is τ²Σ(I − γ/2 Σ⁻¹)⁻¹ (entry ${['xx', 'xy', 'yy'][i]}, the worst of three)`,
        scale: effects[i]?.[1] ?? 0,
      },
    }));
    if (
      entries.some(({ predicted, standardError }, i) => {
        return Math.abs((law.covariance[i] ?? 0) - predicted) > standardError / 4 + rounding;
      })
    )
      return outside({ reason: 'the start is not forgotten yet', needs: 'more steps' });
    const outcomes = entries.map(({ predicted, size, measured, standardError, words }) =>
      judged({ value: measured, standardError }, predicted, rounding + varianceTail(size, finite), words),
    );
    return outcomes.reduce((worst, outcome) => (deviation(outcome) > deviation(worst) ? outcome : worst));
  }),
};

function deviation({ measured, predicted, tolerance }: Outcome): number {
  const distance = Math.abs(measured - predicted) / tolerance;
  return Number.isNaN(distance) ? Infinity : distance;
}

export const gaussianClaims: readonly Claim[] = [transient, correlation, covariance];
