// Annealed Langevin (MATHS 3.1, claim L10): levels σ₁ > … > σ_L, at each the target p * N(0, σ_l² I) and the step
// γ_l = step · (σ_l/σ_L)², a fixed number of steps per level; afterwards the last level goes on.
import type { Component } from '../targets/target';
import { symmetricSpectrum } from './spectrum';

export interface AnnealingPlan {
  /** Smoothing standard deviations, largest first. */
  readonly sigmas: Float64Array<ArrayBuffer>;
  /** γ_l of each level. */
  readonly steps: Float64Array<ArrayBuffer>;
  readonly stepsPerLevel: number;
}

/** Levels of claim L10: 16 from 6 down to 0.05, 100 steps each. */
export const annealingDefaults = { levels: 16, largest: 6, smallest: 0.05, stepsPerLevel: 100 } as const;

/** Geometric levels; both ends exact. RangeError for fewer than two levels or ends out of order. */
export function geometricLevels(levels: number, largest: number, smallest: number): Float64Array<ArrayBuffer> {
  if (!Number.isInteger(levels) || levels < 2) throw new RangeError(`levels: ${levels} – must be an integer ≥ 2`);
  if (!(largest > smallest && smallest > 0))
    throw new RangeError(`levels: ${largest} to ${smallest} – must decrease, > 0`);
  const ratio = Math.log(smallest / largest) / (levels - 1);
  return Float64Array.from({ length: levels }, (_, l) => (l === levels - 1 ? smallest : largest * Math.exp(ratio * l)));
}

/** γ_l = step (σ_l/σ_L)² at the given levels. */
export function annealingPlan(sigmas: Float64Array<ArrayBuffer>, step: number, stepsPerLevel: number): AnnealingPlan {
  const last = sigmas[sigmas.length - 1];
  return { sigmas, steps: sigmas.map((sigma) => step * (sigma / last) ** 2), stepsPerLevel };
}

/** The plan of L10 at the smallest step `step`. */
export function defaultAnnealing(step: number): AnnealingPlan {
  const { levels, largest, smallest, stepsPerLevel } = annealingDefaults;
  return annealingPlan(geometricLevels(levels, largest, smallest), step, stepsPerLevel);
}

/** Rows (σ_l², γ_l), row-major [L, 2]; float64, to be rounded by whoever uploads it. */
export function annealingTable(plan: AnnealingPlan): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: 2 * plan.sigmas.length }, (_, i) =>
    i % 2 === 0 ? plan.sigmas[i >> 1] ** 2 : plan.steps[i >> 1],
  );
}

/** Steps of the whole plan. */
export function annealingLength(plan: AnnealingPlan): number {
  return plan.sigmas.length * plan.stepsPerLevel;
}

/** Index of the level that step `n` (counted from 0) runs at; past the plan's end the last one. */
export function levelAt(plan: AnnealingPlan, n: number): number {
  return Math.min(Math.floor(n / plan.stepsPerLevel), plan.sigmas.length - 1);
}

/** Smallest eigenvalue of the components' covariances: ∇² log p ⪰ −I/variance everywhere (MATHS 3.1). */
export function smallestVariance(components: readonly Component[]): number {
  return components.reduce((least, c) => Math.min(least, symmetricSpectrum(c.covariance).values[0]), Infinity);
}

/** Stability limit 2(σ_l² + variance) of each level for a mixture (or kernel density) of that smallest variance. */
export function levelLimits(plan: AnnealingPlan, variance: number): Float64Array<ArrayBuffer> {
  return plan.sigmas.map((sigma) => 2 * (sigma * sigma + variance));
}

/** Levels whose step is not below their limit, as indices. */
export function unstableLevels(plan: AnnealingPlan, variance: number): number[] {
  const limits = levelLimits(plan, variance);
  return [...plan.steps.keys()].filter((l) => plan.steps[l] >= limits[l]);
}

/** Largest `step` with every level stable; the first level decides: 2(σ₁² + variance)(σ_L/σ₁)². */
export function largestAnnealingStep(sigmas: Float64Array<ArrayBuffer>, variance: number): number {
  const last = sigmas[sigmas.length - 1];
  return sigmas.reduce((least, s) => Math.min(least, 2 * (s * s + variance) * (last / s) ** 2), Infinity);
}
