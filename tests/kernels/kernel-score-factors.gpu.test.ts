import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { kernelScoreFactors } from '../../src/kernels/kernel-score-factors';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { uniformPoints } from '../support/score-cases';

describe.runIf(await hasGpu())('kernelScoreFactors on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    // Exponents up to 50: exp2 errs by 103 ulp and the exponent by 5·50 units of roundoff.
    const TOLERANCE = { absolute: 1e-30, relative: 456 * 2 ** -24 };
    await agreeAtEdges(backend, kernelScoreFactors, (threads) => ({
      threads,
      params: { firstPoint: 1, columns: 8, width: 12, rate: 2 },
      arrays: {
        data: { values: uniformPoints(2 + Math.ceil(threads / 12), 2, 2, 3) },
        axes: { values: uniformPoints(12, 1, 3, 5) },
        factors: { length: threads, tolerance: TOLERANCE },
      },
    }));
  });
});
