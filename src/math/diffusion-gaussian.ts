// Closed forms of variational diffusion for data of the law N(0, c²I) and for two points. MATHS.md 2.6, D13, D17.
import { linearStep } from './diffusion-sampler';
import type { Schedule } from './diffusion-schedule';
import { normalNodes, timePanels } from './diffusion-quadrature';

/** The least mean square error at SNR v, of data N(0, c²I) in `dimension` dimensions: dc²/(1 + c²v). */
export function gaussianError(variance: number, dimension: number, snr: number): number {
  return (dimension * variance) / (1 + variance * snr);
}

/** E‖x − x̂‖⁴ at SNR v: d(d + 2)(c²/(1 + c²v))². */
export function gaussianFourth(variance: number, dimension: number, snr: number): number {
  return dimension * (dimension + 2) * (variance / (1 + variance * snr)) ** 2;
}

/**
 * Errors at SNR v of data N(0, c²I): E‖x − x̂‖² and E‖x − x̂‖⁴ of the optimal denoiser, and E‖x − factor·x̂‖², which is larger by
 * (1 − factor)² E‖x̂‖².
 */
export function gaussianErrors(
  variance: number,
  dimension: number,
  snr: number,
  factor: number,
): { readonly square: number; readonly fourth: number; readonly scaled: number } {
  const square = gaussianError(variance, dimension, snr);
  const scaled = square + (1 - factor) ** 2 * (dimension * variance - square);
  return { square, fourth: gaussianFourth(variance, dimension, snr), scaled };
}

/** The least mean square error at SNR v of two points at distance 2a: a²(1 − E tanh(a²v + a√v ε)). */
export function twoPointError(a: number, snr: number): number {
  const { places, weights } = normalNodes(1);
  const mean = weights.reduce(
    (sum, weight, i) => sum + weight * (1 - Math.tanh(a * a * snr + a * Math.sqrt(snr) * places[2 * i])),
    0,
  );
  return a * a * mean;
}

export interface GaussianLoss {
  /** L_T, nats. */
  readonly loss: number;
  /** L_∞ = (d/2) log((1 + c²SNR(0))/(1 + c²SNR(1))) */
  readonly limit: number;
  readonly k1: number;
}

/** Nats, of the optimal denoiser, averaged over the data. */
export function gaussianLoss(schedule: Schedule, variance: number, dimension: number, steps: number): GaussianLoss {
  const errorAt = (t: number): number => gaussianError(variance, dimension, schedule.at(t).snr);
  let loss = 0;
  for (let i = 1; i <= steps; i++) loss += schedule.step((i - 1) / steps, i / steps).klWeight * errorAt(i / steps);
  const [start, end] = [schedule.at(0).snr, schedule.at(1).snr];
  const panels = timePanels(schedule);
  return {
    loss,
    limit: (dimension / 2) * (Math.log1p(variance * start) - Math.log1p(variance * end)),
    k1: panels.slope(panels.times.map(errorAt)),
  };
}

export type VarianceSampler = 'ancestral' | 'ddim' | 'exact';

/**
 * Variance of a coordinate of z along a sampler's T steps, [steps + 1] from t = 1, where it is α_1²c² + σ_1², to t = 0; 'exact' has
 * the variance of the reverse kernel q(z_s | z_t) itself. MATHS.md 2.6, D13.
 */
export function gaussianVariances(
  schedule: Schedule,
  variance: number,
  steps: number,
  sampler: VarianceSampler,
): Float64Array {
  const variances = new Float64Array(steps + 1);
  const { alpha, sigma } = schedule.at(1);
  variances[0] = alpha ** 2 * variance + sigma ** 2;
  for (let k = 0; k < steps; k++) {
    const [s, t] = [(steps - k - 1) / steps, (steps - k) / steps];
    const late = schedule.at(t);
    const spread = late.alpha ** 2 * variance + late.sigma ** 2;
    const { a, b, c } = linearStep(schedule, s, t, sampler === 'ddim' ? 0 : 1);
    const factor = a + (b * late.alpha * variance) / spread;
    const hidden = sampler === 'exact' ? (b * b * variance * late.sigma ** 2) / spread : 0;
    variances[k + 1] = factor ** 2 * variances[k] + c * c + hidden;
  }
  return variances;
}
