import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { kernelScoreWeights } from '../../src/kernels/kernel-score-weights';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { uniformPoints } from '../support/score-cases';

describe.runIf(await hasGpu())('kernelScoreWeights on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  const EXACT = { absolute: 0, relative: 0 };
  // Exponents up to 24: exp2 errs by 51 ulp, the exponent by 3·24 units of roundoff; 2⁻²⁴ each.
  const WEIGHT = { absolute: 1e-7, relative: 1e-5 };

  it('agrees with its float64 twin at all sizes', async () => {
    const points = 19;
    await agreeAtEdges(backend, kernelScoreWeights, (threads) => ({
      threads,
      params: { firstQuery: 1, firstPoint: 40, points, rate: 3 },
      arrays: {
        squares: { values: uniformPoints(points * threads, 1, 4, 3).map((x) => x + 4), tolerance: WEIGHT },
        leastSquares: { values: uniformPoints(threads + 1, 1, 4, 5).map((x) => x + 4), tolerance: EXACT },
        anchors: { type: 'u32', values: new Uint32Array(threads + 1).fill(7), tolerance: EXACT },
        previous: { type: 'u32', length: threads + 1, tolerance: EXACT },
        // Every third query is new.
        masses: { values: Float32Array.from({ length: threads + 1 }, (_, i) => i % 3), tolerance: WEIGHT },
        carried: { length: 2 * threads + 2, tolerance: WEIGHT },
      },
    }));
  });
});
