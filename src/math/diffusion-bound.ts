// The bound of variational diffusion from the denoiser's error as a function of γ = −log SNR. MATHS.md 2.5, 2.6, D16, D17.
import { timePanels } from './diffusion-quadrature';
import type { Schedule } from './diffusion-schedule';

/** Of γ: E‖x − x̂‖², say. */
export type ErrorAt = (gamma: number) => number;

/** L_T = ½Σ (SNR(s) − SNR(t)) e(t), nats. */
export function boundOf(schedule: Schedule, steps: number, errorAt: ErrorAt): number {
  let loss = 0;
  for (let i = 1; i <= steps; i++)
    loss += schedule.step((i - 1) / steps, i / steps).klWeight * errorAt(schedule.at(i / steps).gamma);
  return loss;
}

export interface BoundLimits {
  /** L_∞ */
  readonly limit: number;
  /** K₁ = lim T(L_T − L_∞) */
  readonly slope: number;
  /** Variance of the one-term estimator of L_∞ at uniform t, and the least that a schedule with these ends can have. */
  readonly variance: number;
  readonly leastVariance: number;
}

/** `fourthAt`: E‖x − x̂‖⁴. */
export function boundLimits(schedule: Schedule, errorAt: ErrorAt, fourthAt: ErrorAt): BoundLimits {
  const panels = timePanels(schedule);
  const gammas = panels.times.map((t) => schedule.at(t).gamma);
  const [errors, fourths] = [gammas.map(errorAt), gammas.map(fourthAt)];
  const limit = panels.limit(errors);
  return {
    limit,
    slope: panels.slope(errors),
    variance: panels.second(fourths) - limit ** 2,
    leastVariance: panels.leastSecond(fourths) - limit ** 2,
  };
}

export interface Curve {
  readonly x: number[];
  readonly y: number[];
}

/** Points of a tooth, at most, and of all teeth where there are few. */
const TOOTH_POINTS = 16;
const MOST_POINTS = 768;

/**
 * The steps of L_T as areas over log SNR: within a step ½ SNR e(t), with the error of its noisier end, whose area is the step's
 * ½(SNR(s) − SNR(t)) e(t). Under the curve ½ SNR e itself lies L_∞. Rising in x.
 */
export function boundSteps(schedule: Schedule, steps: number, errorAt: ErrorAt): Curve {
  const inner = Math.min(TOOTH_POINTS, Math.max(1, Math.floor(MOST_POINTS / steps)));
  const [x, y]: [number[], number[]] = [[], []];
  for (let i = steps; i >= 1; i--) {
    const [late, early] = [schedule.at(i / steps).gamma, schedule.at((i - 1) / steps).gamma];
    const error = errorAt(late);
    for (let k = 0; k <= inner; k++) {
      const logSnr = -(late + ((early - late) * k) / inner);
      x.push(logSnr);
      y.push(0.5 * Math.exp(logSnr) * error);
    }
  }
  return { x, y };
}

/** The same under the curve, at evenly spaced log SNR. */
export function boundCurve(schedule: Schedule, errorAt: ErrorAt, points = 193): Curve {
  const [first, last] = [schedule.at(1).gamma, schedule.at(0).gamma];
  const gammas = Array.from({ length: points }, (_, k) => first + ((last - first) * k) / (points - 1));
  return { x: gammas.map((gamma) => -gamma), y: gammas.map((gamma) => 0.5 * Math.exp(-gamma) * errorAt(gamma)) };
}

/** What of −log p(x) is not the diffusion's, nats: `square` is E‖x‖². The prior is N(0, I), or N(0, σ₁²I) where α stays 1. */
export function boundEnds(
  schedule: Schedule,
  square: number,
  dimension: number,
): { readonly prior: number; readonly reconstruction: number } {
  const { alpha, sigma } = schedule.at(1);
  const isPreserving = Math.abs(alpha ** 2 + sigma ** 2 - 1) < 1e-9;
  const own = isPreserving ? dimension * (sigma ** 2 - 1 - 2 * Math.log(sigma)) : 0;
  return {
    prior: 0.5 * (own + (alpha ** 2 * square) / (isPreserving ? 1 : sigma ** 2)),
    reconstruction: (dimension / 2) * (1 + Math.log(2 * Math.PI) + schedule.at(0).gamma),
  };
}
