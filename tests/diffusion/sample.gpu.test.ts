import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { sampleDiffusion, type SampleDiffusionOptions } from '../../src/diffusion/sample';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';
import { expectClose } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { expectSampled } from '../support/diffusion-golden';
import { goldenIds } from '../support/golden';
import { ringPoints, uniformPoints } from '../support/score-cases';

const options: SampleDiffusionOptions = {
  data: ringPoints(40, 2, 3),
  dimension: 2,
  schedule: diffusionSchedule({ kind: 'vp-cosine', gamma0: -6, gamma1: 6 }),
  steps: 12,
  sampler: 'ancestral',
  initial: uniformPoints(30, 2, 1.5, 4),
  smoothing: 0.2,
};

describe.runIf(await hasGpu())('sampleDiffusion on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each(goldenIds('diffusion_sampler'))('golden %s', async (id) => {
    await expectSampled(backend, id, 'ancestral');
    await expectSampled(backend, id, 'ddim');
  });

  // With a kernel of bandwidth 0.2 a denoiser's slope stays below (3/0.2)²/4: errors of 1e-6 grow to what the golden files allow.
  it.each([
    ['ancestral', 2],
    ['heun', 2],
    ['ddim', 1],
    ['heun', 5],
    ['ancestral', 5],
  ] as const)('%s in %d dimensions follows float64', async (sampler, dimension) => {
    const task = {
      ...options,
      sampler,
      dimension,
      eta: 0.5,
      data: ringPoints(40, dimension, 3),
      initial: uniformPoints(30, dimension, 1.5, 4),
    };
    const reference = new ReferenceBackend();
    const expected = await sampleDiffusion(reference, task);
    reference.dispose();
    expectClose(sampler, await sampleDiffusion(backend, task), expected, { absolute: 1e-3, relative: 1e-3 });
  });

  it('takes more points than one launch holds: the same points twice are the same law', async () => {
    const task = { ...options, initial: uniformPoints(300, 2, 1, 4), steps: 5 };
    const points = ringPoints(2_500, 2, 3);
    const once = await sampleDiffusion(backend, { ...task, data: points });
    const twice = await sampleDiffusion(backend, { ...task, data: Float32Array.from([...points, ...points]) });
    expectClose('path', twice, once, { absolute: 1e-3, relative: 1e-3 });
  });

  it('gives the same bits again, and for fewer particles', async () => {
    const whole = await sampleDiffusion(backend, options);
    expect(await sampleDiffusion(backend, options)).toEqual(whole);
    const part = await sampleDiffusion(backend, { ...options, initial: options.initial.slice(0, 26) });
    for (let step = 0; step <= 12; step++)
      expect(part.subarray(26 * step, 26 * step + 26)).toEqual(whole.subarray(60 * step, 60 * step + 26));
  });
});
