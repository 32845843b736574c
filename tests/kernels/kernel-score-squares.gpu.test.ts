import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { kernelScoreSquares } from '../../src/kernels/kernel-score-squares';
import { agree, agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { uniformPoints } from '../support/score-cases';

describe.runIf(await hasGpu())('kernelScoreSquares on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  // Chunks of 16 terms, then their sum: fewer than 16 + 49 roundings of 2⁻²⁴ each.
  const TOLERANCE = { absolute: 1e-6, relative: 65 * 2 ** -24 };

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, kernelScoreSquares, (threads) => ({
      threads,
      params: { dimension: 3, firstQuery: 2, queries: 4 * threads - 3, firstPoint: 1, points: 3 },
      arrays: {
        data: { values: uniformPoints(4, 3, 2, 3) },
        places: { values: uniformPoints(4 * threads - 1, 3, 2, 5) },
        squares: { length: 3 * (4 * threads - 3), tolerance: TOLERANCE },
      },
    }));
  });

  it.each([1, 5, 15, 16, 17, 784])('agrees in %d dimensions', async (dimension) => {
    await agree(backend, kernelScoreSquares, {
      threads: 6,
      params: { dimension, firstQuery: 0, queries: 7, firstPoint: 0, points: 9 },
      arrays: {
        data: { values: uniformPoints(9, dimension, 2, 3) },
        places: { values: uniformPoints(7, dimension, 2, 5) },
        squares: { length: 63, tolerance: TOLERANCE },
      },
    });
  });
});
