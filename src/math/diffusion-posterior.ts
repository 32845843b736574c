// The posterior of one step and its divergence from the model's. MATHS.md 2.3, 2.4.
import type { ScheduleStep } from './diffusion-schedule';

/** μ_Q(z_t, x) of q(z_s | z_t, x) = N(μ_Q, σ_Q² I); with x̂ for x it is the model's mean. */
export function posteriorMean(step: ScheduleStep, z: readonly number[], x: readonly number[]): number[] {
  return z.map((value, j) => step.coefZ * value + step.coefX * x[j]);
}

/** KL of q(z_s | z_t, x) from p(z_s | z_t), whose mean has x̂ for x, in nats: ½(SNR(s) − SNR(t))‖x − x̂‖². */
export function posteriorDivergence(step: ScheduleStep, x: readonly number[], xHat: readonly number[]): number {
  return step.klWeight * x.reduce((sum, value, j) => sum + (value - xHat[j]) ** 2, 0);
}
