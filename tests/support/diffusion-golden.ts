// The golden cases of variational diffusion, through the library's functions.
import type { Backend } from '../../src/compute/backend';
import { denoise } from '../../src/diffusion/denoise';
import { sampleDiffusion } from '../../src/diffusion/sample';
import { diffusionSchedule, type Schedule, type ScheduleOptions } from '../../src/math/diffusion-schedule';
import { expectClose } from './agree';
import { flat, golden, goldenTolerance, type GoldenCase } from './golden';

export const numbersOf = (value: unknown): Float32Array<ArrayBuffer> => Float32Array.from(flat(value));

/** Numbers of a row of a nested array. */
export const dimensionOf = (rows: unknown): number => flat(rows).length / (rows as readonly unknown[]).length;

export function scheduleOf({ inputs: { kind, params } }: GoldenCase): Schedule {
  return diffusionSchedule({ kind, ...(params as object) } as ScheduleOptions);
}

/** One field within its tolerance of the backend's arithmetic; the library hands out float32, half an ulp on top of float64. */
export function expectField(one: GoldenCase, field: string, got: ArrayLike<number>, backend?: Backend): void {
  const { absolute, relative } = goldenTolerance(one, field, backend?.kind === 'webgpu' ? 'f32' : 'f64');
  const rounding = backend?.kind === 'reference' ? 2 ** -24 : 0;
  expectClose(`${one.id}: ${field}`, got, flat(one.expected[field]), { absolute, relative: relative + rounding });
}

export async function expectDenoised(backend: Backend, id: string): Promise<void> {
  const one = golden('diffusion_denoiser', id);
  const { data, z, alpha, sigma } = one.inputs;
  const options = { data: numbersOf(data), z: numbersOf(z), dimension: dimensionOf(data) };
  const got = await denoise(backend, { ...options, alpha: Number(alpha), sigma: Number(sigma) });
  for (const [field, values] of Object.entries({
    xhat: got.xHat,
    score_z: got.score,
    eps_hat: got.epsHat,
    v_hat: got.vHat,
    kernel_score_y: Float64Array.from(got.score, (value) => value * Number(alpha)),
  }))
    expectField(one, field, values, backend);
}

export async function expectSampled(
  backend: Backend,
  id: string,
  sampler: 'ancestral' | 'ddim',
  noise = numbersOf(golden('diffusion_sampler', id).inputs['noise']),
): Promise<void> {
  const one = golden('diffusion_sampler', id);
  const { data, z1, T } = one.inputs;
  const path = await sampleDiffusion(backend, {
    data: numbersOf(data),
    dimension: dimensionOf(data),
    schedule: scheduleOf(one),
    steps: Number(T),
    sampler,
    initial: numbersOf(z1),
    noise,
  });
  expectField(one, sampler, path, backend);
}
