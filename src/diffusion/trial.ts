// Where and with what a claim about the diffusion is measured, and what comes of it. MATHS.md 0.3, 2.8.
import type { Backend } from '../compute/backend';
import type { Schedule } from '../math/diffusion-schedule';
import { noisyDraws } from '../math/noisy-draws';
import { normalSource } from '../math/random';
import type { Reading } from '../math/reading';
import { float64, type Rounding } from '../math/rounding';
import { length } from '../math/vectors';
import { isSoftware } from '../score/adapter';
import { rangeOf } from './error-curve';

/** The law of the data as the kernels see it; N(0, c²I) is the kernel density of one point at 0. */
export interface Law {
  /** Row-major [count, dimension]. */
  readonly data: Float32Array<ArrayBuffer>;
  readonly dimension: number;
  readonly count: number;
  readonly smoothing: number;
  /** What x̂ is multiplied by. */
  readonly factor: number;
}

export interface Trial {
  readonly backend: Backend;
  readonly seed: number;
  readonly schedule: Schedule;
  /** T */
  readonly steps: number;
  readonly dimension: number;
  readonly law: Law;
  /** The law is N(0, c²I) itself. */
  readonly gaussian: boolean;
  /** Of the backend. */
  readonly arithmetic: Rounding;
  /** Variance of z at t = 1, where sampling begins. */
  readonly start: number;
}

/** The readings, silent unless the condition holds. */
export function telling(readings: readonly Reading[], condition: boolean, silent: string): Reading[] {
  return readings.map((reading) => (condition ? reading : { ...reading, silent, needs: 'another schedule' }));
}

/** Some of the points from all over the set. */
export function someOf({ law }: Pick<Trial, 'law'>, most: number): Law {
  const count = Math.max(1, Math.min(law.count, Math.floor(most)));
  const data = new Float32Array(count * law.dimension);
  for (let i = 0; i < count; i++) {
    const first = Math.floor((i * law.count) / count) * law.dimension;
    data.set(law.data.subarray(first, first + law.dimension), i * law.dimension);
  }
  return { ...law, data, count };
}

/** Draws of x, row-major [count, d]. */
export function drawData(
  { seed }: Trial,
  law: { readonly data: Float32Array; readonly dimension: number; readonly smoothing?: number | undefined },
  count: number,
  stream: number,
): Float32Array {
  return noisyDraws(law.data, law.dimension, law.smoothing ?? 0, count, seed, stream).places;
}

/** z = αx + σε as float32, [count, d]. */
export function noised(
  { seed }: Trial,
  x: Float32Array,
  { alpha, sigma }: { readonly alpha: number; readonly sigma: number },
  stream: number,
): Float32Array {
  const normal = normalSource(seed, stream);
  return x.map((value) => alpha * value + sigma * normal());
}

/** Draws that a claim can afford; a real device takes more of them. */
export function affordable({ backend }: Trial, most: number): number {
  return backend.kind === 'webgpu' && !isSoftware(backend) ? 4 * most : most;
}

export function isPreserving(schedule: Schedule): boolean {
  return schedule.at(1).alpha !== 1;
}

/** The relative error of differences of γ, and so of variances of a step, in float64: over steps as short as this. */
export function scheduleError(schedule: Schedule, steps: number): number {
  let least = Infinity;
  for (let i = 0; i < steps; i++)
    least = Math.min(least, schedule.at((i + 1) / steps).gamma - schedule.at(i / steps).gamma);
  const size = Math.max(...rangeOf(schedule).map(Math.abs)) + 2;
  return (16 * float64.place(size)) / least;
}

/** Nats: KL(q(z₁ | x) | N(0, V₁I)). MATHS.md 2.5. */
export function priorLoss(trial: Trial, x: ArrayLike<number>): number {
  const { alpha, sigma } = trial.schedule.at(1);
  const prior = trial.start;
  const ratio = sigma ** 2 / prior;
  return 0.5 * (x.length * (ratio - 1 - Math.log(ratio)) + (alpha * length(Float64Array.from(x))) ** 2 / prior);
}
