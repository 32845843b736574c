// A process as settings name it: the schedules with their parameters, and the schedule that is made of the data. MATHS.md 2.7, D17.
import type { Backend } from '../compute/backend';
import type { Sampler } from '../math/diffusion-sampler';
import { diffusionSchedule, type Schedule, type scheduleKinds } from '../math/diffusion-schedule';
import { ErrorLevels } from './error-levels';
import { diffusionProcess, gaussianVariance, startVariance, type Process, type ProcessOptions } from './process';
import { startPlaces } from './start-places';

export type ScheduleKind = (typeof scheduleKinds)[number];

/** What the data law is made of: kernels of some bandwidth at its centres, or the centres themselves. */
export interface DataCentres {
  /** Row-major [M, dimension]; of a Gaussian law the one point 0. */
  readonly centres: Float32Array;
  readonly dimension: number;
}

export interface ScheduleSettings {
  readonly gamma0: number;
  readonly gamma1: number;
  readonly power: number;
  readonly beta0: number;
  readonly beta1: number;
}

export interface ProcessSettings extends ScheduleSettings {
  readonly schedule: ScheduleKind;
  readonly steps: number;
  readonly direction: ProcessOptions['direction'];
  readonly sampler: Sampler;
  readonly eta: number;
  /** σ_d of the data law. */
  readonly spread: number;
  readonly factor: number;
  /** Noise levels of a network that is the denoiser. */
  readonly learned?: readonly [number, number] | undefined;
}

/** `fourths`: E‖x − x̂‖⁴ at evenly spaced γ, for the schedule of least variance. */
export function scheduleOf(
  kind: ScheduleKind,
  { gamma0, gamma1, power, beta0, beta1 }: ScheduleSettings,
  fourths: readonly number[] = [1, 1],
): Schedule {
  switch (kind) {
    case 'vp-power-logsnr':
      return diffusionSchedule({ kind, gamma0, gamma1, power });
    case 'vp-linear-beta':
      return diffusionSchedule({ kind, ell0: Math.log1p(Math.exp(gamma0)), beta0, beta1 });
    case 've-geometric':
      return diffusionSchedule({ kind, sigma0: Math.exp(gamma0 / 2), sigma1: Math.exp(gamma1 / 2) });
    case 'least-variance':
      // A single point has no errors at all: any schedule is as good.
      return diffusionSchedule({ kind, gamma0, gamma1, fourths: fourths.some((one) => one > 0) ? fourths : [1, 1] });
    default:
      return diffusionSchedule({ kind, gamma0, gamma1 });
  }
}

/** Measures the data's errors first where the schedule is made of them. */
export async function processOf(
  backend: Backend,
  settings: ProcessSettings,
  { centres: data, dimension }: DataCentres,
  seed: number,
): Promise<Process> {
  const { schedule: kind, spread: smoothing, gamma0, gamma1 } = settings;
  const common = { ...settings, smoothing };
  if (kind !== 'least-variance') return diffusionProcess({ ...common, schedule: scheduleOf(kind, settings) });
  const curve = new ErrorLevels(backend, { data, dimension, smoothing, ends: [gamma0, gamma1], factor: 1, seed });
  try {
    while (await curve.refine());
    return diffusionProcess({ ...common, schedule: scheduleOf(kind, settings, curve.values('fourth')) });
  } finally {
    curve.dispose();
  }
}

/** Of `count` particles where the process begins, row-major [count, dimension]: at the prior, or at the data made noisy. */
export function startOf(
  process: Process,
  { centres, dimension }: DataCentres,
  count: number,
  seed: number,
  signal?: AbortSignal,
): Promise<Float32Array<ArrayBuffer>> {
  const common = { count, dimension, seed, ...(signal ? { signal } : {}) };
  const prior = startVariance(process);
  if (prior !== undefined) return startPlaces({ ...common, spread: Math.sqrt(prior) });
  const { alpha } = process.levelAt(0);
  return startPlaces({ ...common, spread: Math.sqrt(gaussianVariance(process, 0)), centres, alpha });
}
