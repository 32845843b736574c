// Trained networks in the labs that use them, on the device: the same paths as in float64.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import type { ParameterValues } from '../../src/experiment/lab';
import { startLab } from '../../src/index';
import { gpuBackend, hasGpu } from '../support/device';

const chains = { target: 'network', chains: 100, step: 0.01, sigma: 0.2, initScale: 1 };
const particles = {
  denoiser: 'network',
  data: 'moons',
  points: 64,
  particles: 100,
  steps: 24,
  sampler: 'ddim',
  gamma1: 4,
};

async function places(
  backend: Backend,
  lab: string,
  params: ParameterValues,
  blocks: readonly number[],
): Promise<Float32Array> {
  const run = await startLab(lab, { backend, params, seed: 5 });
  for (const steps of blocks) await run.advance(steps);
  const { positions } = await run.snapshot();
  run.dispose();
  return positions.data;
}

describe.runIf(await hasGpu())('trained networks on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([
    ['langevin', chains],
    ['langevin', { ...chains, network: 'levels', method: 'annealed', step: 5e-4 }],
    ['diffusion', particles],
    ['diffusion', { ...particles, sampler: 'heun' }],
  ] as const)('%s takes the steps of float64, and the same bits however they are divided: %o', async (lab, params) => {
    const whole = await places(backend, lab, params, [24]);
    expect(await places(backend, lab, params, [5, 1, 18])).toEqual(whole);
    const exact = await places(new ReferenceBackend(), lab, params, [24]);
    // Between the moons paths part, and a few errors of float32 with them.
    const gaps = whole.map((value, i) => Math.abs(value - exact[i]) / (1 + Math.abs(exact[i]))).toSorted();
    expect(gaps[Math.floor(0.98 * gaps.length)]).toBeLessThan(2e-3);
    expect(backend.live.arrays).toBe(0);
  });
});
