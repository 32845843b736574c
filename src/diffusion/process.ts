// A diffusion process in one direction as rows of linear steps, whatever takes them. MATHS.md 2.1 to 2.3.
import type { StepNoise } from '../kernels/diffusion-steps';
import { noisingRows, samplerRows, type SamplerOptions, type SamplerRow } from '../math/diffusion-sampler';
import type { NoiseLevel, Schedule } from '../math/diffusion-schedule';

export interface ProcessOptions extends SamplerOptions {
  readonly schedule: Schedule;
  readonly steps: number;
  /** From t = 1 to 0 by the sampler, or from 0 to 1 by the process that it reverses. */
  readonly direction: 'generate' | 'noise';
}

export interface Process extends ProcessOptions {
  /** `rowsAStep` for each step. */
  readonly rows: readonly SamplerRow[];
  readonly rowsAStep: 1 | 2;
  /** Of the denoiser in a step. */
  readonly evaluations: 0 | 1 | 2;
  readonly noise: StepNoise;
  /** t after a share of the way, 0 to 1. */
  readonly timeAt: (share: number) => number;
  readonly levelAt: (share: number) => NoiseLevel;
}

export function diffusionProcess(options: ProcessOptions): Process {
  const { schedule, steps, direction, sampler, eta = 0 } = options;
  const generates = direction === 'generate';
  const rowsAStep = generates && sampler === 'heun' ? 2 : 1;
  const isNoisy = !generates || sampler === 'ancestral' || (sampler === 'ddim' && eta > 0);
  const timeAt = (share: number): number => (generates ? 1 - share : share);
  return {
    ...options,
    rows: generates ? samplerRows(schedule, steps, options) : noisingRows(schedule, steps),
    rowsAStep,
    evaluations: generates ? rowsAStep : 0,
    noise: isNoisy ? 'drawn' : 'none',
    timeAt,
    levelAt: (share) => schedule.at(timeAt(share)),
  };
}

/** Variance of a coordinate of z after a share of the way, of data N(0, c²I) with c the process's smoothing: α²c² + σ². */
export function gaussianVariance(process: Process, share: number): number {
  const { alpha, sigma } = process.levelAt(share);
  return (alpha * (process.smoothing ?? 0)) ** 2 + sigma ** 2;
}

/**
 * What the steps make of it, after each of them, [steps + 1]: the denoiser of a point at 0 with that smoothing is linear, and so
 * every row a multiple of z, and noise. MATHS.md 2.6, D13.
 */
export function gaussianPath(process: Process): number[] {
  const { rows, rowsAStep, noise } = process;
  const variances = [startVariance(process) ?? gaussianVariance(process, 0)];
  for (let row = 0; row < rows.length; row += rowsAStep) {
    const { a, c, carryZ } = rows[row];
    const factor = rowsAStep === 2 ? rows[row + 1].a * a + carryZ : a;
    variances.push(factor ** 2 * variances[variances.length - 1] + (noise === 'none' ? 0 : c * c));
  }
  return variances;
}

/** Of the prior, where it is generated from one: 1, or σ₁² where α stays 1. */
export function startVariance({ direction, schedule }: ProcessOptions): number | undefined {
  if (direction === 'noise') return undefined;
  const { alpha, sigma } = schedule.at(1);
  return alpha === 1 ? sigma ** 2 : 1;
}
