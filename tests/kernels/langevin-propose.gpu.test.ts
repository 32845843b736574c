import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { langevinPropose } from '../../src/kernels/langevin-propose';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { spreadStarts } from '../support/langevin-cases';

describe.runIf(await hasGpu())('langevinPropose on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin', async () => {
    // As for langevinMove: four roundings of numbers below 8, and normals good to 3e-6.
    const tolerance = { absolute: 4 * 8 * 2 ** -24 + 3e-6, relative: 0 };
    await agreeAtEdges(backend, langevinPropose, (threads) => ({
      threads,
      params: { seed: 2026, step: 77, stepSize: 0.25, noise: 1 },
      arrays: {
        positions: { values: spreadStarts(threads) },
        standing: { values: Float32Array.from({ length: 4 * threads }, (_, i) => 8 * Math.cos(i)) },
        proposals: { length: 2 * threads, tolerance },
      },
    }));
  });
});
