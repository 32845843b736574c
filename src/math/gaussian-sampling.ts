// The variance along any sampler of data of the law N(0, c²I), from α and σ alone: the recursion that a run is held against.
// MATHS.md 2.3, 2.6, D13.
import type { SamplerOptions } from './diffusion-sampler';
import type { NoiseLevel, Schedule } from './diffusion-schedule';

/** What a step multiplies z by, and the variance of its noise. */
interface LinearStep {
  readonly slope: number;
  readonly noise: number;
}

/** Variance of a coordinate of z after each of T steps, [steps + 1] from t = 1, where it is `start`. Smoothing adds to c². */
export function sampledVariances(
  schedule: Schedule,
  variance: number,
  steps: number,
  start: number,
  { sampler, eta = 0, smoothing = 0, factor = 1 }: SamplerOptions,
): Float64Array {
  const whole = variance + smoothing ** 2;
  const variances = new Float64Array(steps + 1);
  variances[0] = start;
  for (let k = 0; k < steps; k++) {
    const [early, late] = [schedule.at((steps - k - 1) / steps), schedule.at((steps - k) / steps)];
    const { slope, noise } =
      sampler === 'heun'
        ? heunStep(early, late, whole, factor)
        : noisyStep(early, late, whole, factor, sampler === 'ancestral' ? 1 : eta);
    variances[k + 1] = slope ** 2 * variances[k] + noise;
  }
  return variances;
}

/** z_s = a·z_t + (α_s − α_t·a)·x̂ + ησ_Q·ξ with a = √(σ_s² − η²σ_Q²)/σ_t. */
function noisyStep(early: NoiseLevel, late: NoiseLevel, variance: number, factor: number, eta: number): LinearStep {
  const forward = late.sigma ** 2 - (late.alpha / early.alpha) ** 2 * early.sigma ** 2;
  const noise = (eta ** 2 * forward * early.sigma ** 2) / late.sigma ** 2;
  const kept = Math.sqrt(early.sigma ** 2 - noise) / late.sigma;
  const mean = (factor * late.alpha * variance) / (late.alpha ** 2 * variance + late.sigma ** 2);
  return { slope: kept + (early.alpha - late.alpha * kept) * mean, noise };
}

/** Heun's method for dy/dh = (y − x̂)/h, y = z/α, h = σ/α. */
function heunStep(early: NoiseLevel, late: NoiseLevel, variance: number, factor: number): LinearStep {
  const slopeAt = (h: number): number => (1 - (factor * variance) / (variance + h * h)) / h;
  const [end, start] = [early.sigma / early.alpha, late.sigma / late.alpha];
  const guess = 1 + (end - start) * slopeAt(start);
  const slope = 1 + ((end - start) / 2) * (slopeAt(start) + slopeAt(end) * guess);
  return { slope: (slope * early.alpha) / late.alpha, noise: 0 };
}
