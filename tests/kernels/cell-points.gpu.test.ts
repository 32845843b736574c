import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { cellPoints } from '../../src/kernels/cell-points';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { uniformPoints } from '../support/score-cases';

describe.runIf(await hasGpu())('cellPoints on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([1, 2, 3])('agrees with its float64 twin in %d dimensions', async (dimension) => {
    await agreeAtEdges(backend, cellPoints, (threads) => ({
      threads,
      params: { dimension },
      arrays: {
        data: { values: uniformPoints(threads, dimension, 2, 3) },
        entries: {
          type: 'u32',
          values: Uint32Array.from({ length: 2 * threads }, (_, i) => (threads - 1 - (i >> 1)) % threads),
        },
        sorted: { length: threads * dimension, tolerance: { absolute: 0, relative: 0 } },
      },
    }));
  });
});
