import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { kernelScoreFinish } from '../../src/kernels/kernel-score-finish';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { ringPoints, uniformPoints } from '../support/score-cases';

describe.runIf(await hasGpu())('kernelScoreFinish on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([
    [1, 0],
    [3, 0],
    [3, 1],
  ])('agrees with its float64 twin, merging %d parts, mean %d', async (parts, isMean) => {
    await agreeAtEdges(backend, kernelScoreFinish, (threads) => ({
      threads,
      params: { queries: threads, parts, dimension: 2, inverseVariance: 4, offset: 1.5, leastMass: 0.1, isMean },
      arrays: {
        data: { values: ringPoints(64, 2, 3) },
        places: { values: uniformPoints(threads, 2, 2, 5) },
        anchors: { type: 'u32', values: Uint32Array.from({ length: parts * threads }, (_, i) => (i * 7) % 64) },
        // The last part is empty.
        masses: {
          values: Float32Array.from({ length: parts * threads }, (_, i) => (i >= threads * 2 ? 0 : 1 + (i % 5))),
        },
        moments: {
          values: Float32Array.from({ length: 2 * parts * threads }, (_, i) => (i >= 4 * threads ? 0 : Math.sin(i))),
        },
        // Exponents up to 60: exp2 errs by 123 ulp and the exponent by 6·60 units, 3e-5 of a share.
        score: { length: 2 * threads, tolerance: { absolute: 1e-3, relative: 3e-5 } },
        logDensity: { length: threads, tolerance: { absolute: 1e-4, relative: 3e-5 } },
      },
    }));
  });
});
