import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import {
  diffusionSteps,
  packRows,
  type DiffusionStepsForm,
  type DiffusionStepsParams,
  type StepNoise,
} from '../../src/kernels/diffusion-steps';
import { noisingRows, samplerRows, type SamplerOptions } from '../../src/math/diffusion-sampler';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { EXACT, spreadStarts } from '../support/langevin-cases';
import { ringPoints, uniformPoints } from '../support/score-cases';

const schedule = diffusionSchedule({ kind: 'vp-cosine', gamma0: -6, gamma1: 6 });
const TABLE_STEPS = 64;
const TRACED = 3;

/**
 * A weighted mean of points up to 3 in size, at h down to 0.3 in the compared steps: exponents up to 40 of which each place is
 * rounded to 2⁻²⁴·3 and exp2 errs by 83 units, 1e-5 of a weight at the most, and a mean of points 3 apart by 3e-5. A step
 * passes on what it got (a ≤ 1, b ≤ 1, |∂x̂/∂y| up to 4/h² = 40 where a particle is between two rings, times b = 0.1).
 */
const PLACE = { absolute: 1e-4, relative: 1e-6 };

function rowsOf(form: Pick<DiffusionStepsForm, 'evaluations' | 'noise'>, options: Partial<SamplerOptions> = {}) {
  if (form.evaluations === 0) return noisingRows(schedule, TABLE_STEPS);
  const eta = form.noise === 'none' ? 0 : 0.7;
  const sampler = form.evaluations === 2 ? 'heun' : 'ddim';
  return samplerRows(schedule, TABLE_STEPS, { sampler, eta, ...options });
}

function filled(points: Float32Array): Float32Array {
  const data = new Float32Array(4 * Math.ceil(points.length / 4)).fill(99);
  data.set(points);
  return data;
}

function makeCase(
  form: DiffusionStepsForm,
  threads: number,
  points: number,
  params: Partial<DiffusionStepsParams> = {},
): AgreeCase<DiffusionStepsParams> {
  // Fewer particles than the threads have places for.
  const particles = form.particlesAThread === 1 ? threads : 8 * threads - 1;
  const traced = Math.min(TRACED, particles);
  return {
    threads,
    params: {
      seed: 2026,
      lastParticle: particles,
      firstStep: 24,
      steps: 3,
      points,
      noiseColumns: particles,
      noiseStep: 23,
      traced,
      pathLength: 2,
      ...params,
    },
    arrays: {
      positions: { values: spreadStarts(particles), tolerance: PLACE },
      progress: { type: 'u32', values: [2 ** 32 - 5], tolerance: EXACT },
      paths: { length: 4 * traced, tolerance: PLACE },
      table: { values: packRows(rowsOf(form)) },
      ...(form.evaluations > 0 ? { data: { values: filled(ringPoints(points, 2, 3)) } } : {}),
      ...(form.noise === 'given' ? { noise: { values: uniformPoints(4 * particles, 2, 2, 9) } } : {}),
    },
  };
}

const FORMS: readonly DiffusionStepsForm[] = [
  { evaluations: 1, noise: 'none', particlesAThread: 8 },
  { evaluations: 1, noise: 'none', particlesAThread: 1 },
  { evaluations: 1, noise: 'drawn', particlesAThread: 8 },
  { evaluations: 1, noise: 'drawn', particlesAThread: 1 },
  { evaluations: 1, noise: 'given', particlesAThread: 8 },
  { evaluations: 1, noise: 'given', particlesAThread: 1 },
  { evaluations: 2, noise: 'none', particlesAThread: 8 },
  { evaluations: 2, noise: 'none', particlesAThread: 1 },
  { evaluations: 0, noise: 'drawn', particlesAThread: 8 },
  { evaluations: 0, noise: 'drawn', particlesAThread: 1 },
];

describe.runIf(await hasGpu())('diffusionSteps on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each(FORMS.slice(0, 2))('agrees with its float64 twin at all sizes: %j', async (form) => {
    await agreeAtEdges(backend, diffusionSteps(form), (threads) => makeCase(form, threads, 5));
  });

  it.each(FORMS.slice(2))('agrees with its float64 twin: %j', async (form) => {
    for (const threads of [1, 63, 65, 301]) await agree(backend, diffusionSteps(form), makeCase(form, threads, 9));
  });

  it.each([1, 8] as const)('agrees for every number of points, %d particles a thread', async (particlesAThread) => {
    const form = { evaluations: 1, noise: 'drawn', particlesAThread } as const;
    for (const points of [1, 2, 3, 4, 511, 512, 513, 1_027])
      await agree(backend, diffusionSteps(form), makeCase(form, 5, points));
  });

  it.each([1, 8] as const)('finds the nearest point from far away, %d particles a thread', async (particlesAThread) => {
    const form = { evaluations: 1, noise: 'none', particlesAThread } as const;
    // The last step, at h = 0.06: starts are tens of h from the points, and up to 2,000 where they are multiplied.
    for (const size of [1, 30]) {
      const base = makeCase(form, 5, 33, { firstStep: TABLE_STEPS - 1, steps: 1 });
      const values = spreadStarts(base.params?.lastParticle ?? 1).map((value) => size * value);
      await agree(backend, diffusionSteps(form), {
        ...base,
        arrays: { ...base.arrays, positions: { values, tolerance: { absolute: 1e-4, relative: 1e-6 } } },
      });
    }
  });

  it.each([1, 8] as const)('moves only its slice, and traces by stride, %d a thread', async (particlesAThread) => {
    const form = { evaluations: 1, noise: 'drawn', particlesAThread } as const;
    const base = makeCase(form, 40, 9);
    const params = {
      ...base.params,
      firstParticle: 8,
      lastParticle: 21,
      traced: 12,
      secondNoise: 0,
      stride: 2,
      pathLength: 3,
      steps: 6,
    };
    await agree(backend, diffusionSteps(form), {
      threads: Math.ceil(13 / particlesAThread),
      params,
      arrays: { ...base.arrays, paths: { length: 2 * 3 * 12, tolerance: PLACE } },
    });
  });

  it.each([1, 8] as const)('gives the same bits for every split, %d particles a thread', async (particlesAThread) => {
    const particles = 100;
    const run = async (
      noise: StepNoise,
      evaluations: 1 | 2,
      split: readonly number[],
      slices: readonly number[],
      seed = 9,
    ): Promise<string> => {
      const kernel = diffusionSteps({ evaluations, noise, particlesAThread });
      await backend.prepare(kernel);
      const table = packRows(rowsOf({ evaluations, noise }));
      const data = filled(ringPoints(37, 2, 3));
      const arrays = {
        positions: backend.create('positions', 'f32', 2 * particles),
        progress: backend.create('progress', 'u32', 1),
        paths: backend.create('paths', 'f32', 2),
        table: backend.create('table', 'f32', table.length),
        data: backend.create('data', 'f32', data.length),
      };
      // Some of them far from all points.
      backend.write(
        arrays.positions,
        spreadStarts(particles).map((value, i) => (i % 10 === 0 ? 20 * value : value)),
      );
      backend.write(arrays.table, table);
      backend.write(arrays.data, data);
      let firstStep = 0;
      for (const steps of split) {
        let firstParticle = 0;
        for (const count of slices) {
          const params = { seed, firstParticle, lastParticle: firstParticle + count, firstStep, steps, points: 37 };
          backend.dispatch(kernel, { arrays, threads: Math.ceil(count / particlesAThread), params });
          firstParticle += count;
        }
        firstStep += steps;
      }
      const bytes = await backend.read(arrays.positions);
      expect((await backend.read(arrays.progress))[0]).toBe(particles * TABLE_STEPS);
      for (const array of Object.values(arrays)) backend.destroy(array);
      return createHash('sha256').update(bytes).digest('hex');
    };
    for (const [noise, evaluations] of [
      ['drawn', 1],
      ['none', 2],
    ] as const) {
      const whole = await run(noise, evaluations, [64], [100]);
      expect(await run(noise, evaluations, [1, 2, 61], [100])).toBe(whole);
      expect(await run(noise, evaluations, [32, 32], [64, 36])).toBe(whole);
      expect(await run(noise, evaluations, [64], [1, 3, 77, 19])).toBe(whole);
      if (noise === 'drawn') expect(await run(noise, evaluations, [64], [100], 10)).not.toBe(whole);
    }
  });
});
