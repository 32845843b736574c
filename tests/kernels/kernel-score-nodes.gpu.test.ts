import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { kernelScoreNodes } from '../../src/kernels/kernel-score-nodes';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { uniformPoints } from '../support/score-cases';

describe.runIf(await hasGpu())('kernelScoreNodes on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, kernelScoreNodes, (threads) => ({
      threads,
      params: { inverseVariance: 4, offset: 1.5, leastMass: 0.25 },
      arrays: {
        masses: { values: uniformPoints(threads, 1, 4, 3).map(Math.abs) },
        moments: { values: uniformPoints(threads, 2, 1, 5) },
        // Results of nodes with little mass stay: both start with the same sentinel.
        score: { length: 2 * threads, tolerance: { absolute: 0, relative: 4 * 2 ** -23 } },
        logDensity: { length: threads, tolerance: { absolute: 1e-6, relative: 1e-6 } },
      },
    }));
  });
});
