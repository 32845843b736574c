// The golden cases of variational diffusion, through the library's functions.
import type { Backend } from '../../src/compute/backend';
import { denoise } from '../../src/diffusion/denoise';
import { ErrorEngine } from '../../src/diffusion/errors';
import { diffusionLoss, type DiffusionLossOptions } from '../../src/diffusion/loss';
import { sampleDiffusion } from '../../src/diffusion/sample';
import { diffusionSchedule, type Schedule, type ScheduleOptions } from '../../src/math/diffusion-schedule';
import { expectClose } from './agree';
import { flat, golden, goldenIds, goldenTolerance, type GoldenCase } from './golden';

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

/** These results are float64 on the reference backend. */
const float32Of = (backend: Backend): Backend | undefined => (backend.kind === 'webgpu' ? backend : undefined);

/** L_T, L_∞ and K₁ of one case of diffusion_loss.json. */
export async function expectLoss(
  backend: Backend,
  id: string,
  wrong: Partial<DiffusionLossOptions> = {},
): Promise<void> {
  const one = golden('diffusion_loss', id);
  const { points, T } = one.inputs;
  const got = await diffusionLoss(backend, {
    data: numbersOf(points),
    dimension: dimensionOf(points),
    schedule: scheduleOf(one),
    steps: flat(T),
    ...wrong,
  });
  const device = float32Of(backend);
  expectField(one, 'L_T', got.loss, device);
  expectField(one, 'L_T_per_datum', got.perDatum.flat(), device);
  expectField(one, 'L_inf', [got.limit], device);
  expectField(one, 'L_inf_per_datum', got.limitPerDatum, device);
  expectField(one, 'K1', [got.k1], device);
}

/** mmse and information of one case at its SNRs. */
export async function expectErrors(backend: Backend, id: string): Promise<void> {
  const one = golden('diffusion_loss', id);
  const { points, snr } = one.inputs;
  const data = numbersOf(points);
  const engine = new ErrorEngine(backend, data, dimensionOf(points) as 1 | 2);
  const bandwidths = flat(snr).map((v) => 1 / Math.sqrt(v));
  const { squares, logMasses } = await engine.evaluate({ bandwidths });
  engine.dispose();
  const device = float32Of(backend);
  const average = (values: Float64Array, level: number): number =>
    values.subarray(level * engine.count, (level + 1) * engine.count).reduce((sum, value) => sum + value, 0) /
    engine.count;
  expectField(
    one,
    'mmse',
    bandwidths.map((_, level) => average(squares, level)),
    device,
  );
  expectField(
    one,
    'mutual_information',
    bandwidths.map((_, level) => Math.log(engine.count) - average(logMasses, level)),
    device,
  );
}

export const lossIds = goldenIds('diffusion_loss').filter((id) => !id.endsWith('mmse_curve'));
export const errorIds = goldenIds('diffusion_loss').filter((id) => id.endsWith('mmse_curve'));
