// What steps by the engine keep on the device for each particle, whichever method it takes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { MeanSteps } from '../../src/diffusion/mean-steps';
import { samplerRows, type Sampler } from '../../src/math/diffusion-sampler';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';
import { gpuBackend, hasGpu } from '../support/device';
import { logged } from '../support/launch-log';
import { uniformPoints } from '../support/score-cases';

describe.runIf(await hasGpu())('steps by the engine', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  /** Bytes on the device after steps in the noise, where all points count, and near the data. */
  async function bytesOf(count: number, sampler: Sampler): Promise<number> {
    const { backend: noting, log } = logged(backend);
    const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0: -10, gamma1: 2 });
    const rows = samplerRows(schedule, 4, { sampler });
    const rowsAStep = sampler === 'heun' ? 2 : 1;
    const data = uniformPoints(4_096, 2, 1, 1);
    const common = { data, dimension: 2, rows, rowsAStep, noise: 'none', seed: 1, count } as const;
    const steps = new MeanSteps(noting, common);
    await steps.prepare();
    steps.place(uniformPoints(count, 2, 1, 2), 0);
    for (let step = 0; step < 4; step++) await steps.advance({});
    await backend.settled();
    const { bytes } = backend.live;
    expect(log.some(({ kernel }) => kernel === 'cellSums')).toBe(true);
    expect(log.some(({ kernel }) => kernel === 'kernelScoreDirect')).toBe(true);
    steps.dispose();
    return bytes;
  }

  test.each(['ancestral', 'ddim', 'heun'] as const)('%s: below 64 bytes a particle', async (sampler) => {
    const [few, many] = [4_096, 8_192];
    const perParticle = ((await bytesOf(many, sampler)) - (await bytesOf(few, sampler))) / (many - few);
    expect(perParticle).toBeGreaterThan(16);
    expect(perParticle).toBeLessThan(64);
    console.info(`${sampler}: ${perParticle.toFixed(1)} bytes a particle`);
  });
});
