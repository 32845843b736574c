import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { langevinMove } from '../../src/kernels/langevin-move';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { EXACT, langevinCase } from '../support/langevin-cases';

describe.runIf(await hasGpu())('langevinMove on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([0, 1])('agrees with its float64 twin at noise %d', async (noise) => {
    // Positions up to 3.5, a drift up to 2 and noise up to 5.8 times .7: four roundings of numbers below 8, and normals
    // good to 3e-6.
    const tolerance = { absolute: 4 * 8 * 2 ** -24 + 3e-6, relative: 0 };
    await agreeAtEdges(backend, langevinMove, (threads) => {
      const { arrays, params } = langevinCase(threads);
      const { positions, progress, paths } = arrays;
      return {
        threads,
        params: { seed: params.seed, step: 2 ** 31 + 5, stepSize: 0.25, noise, traced: params.traced, pathLength: 2 },
        arrays: {
          positions: { ...positions, tolerance },
          score: { values: Float32Array.from({ length: 2 * threads }, (_, i) => 8 * Math.sin(i)) },
          progress: { ...progress, tolerance: EXACT },
          paths: { ...paths, tolerance },
        },
      };
    });
  });
});
