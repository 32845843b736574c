import { afterAll, beforeAll, describe, test } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { meanShift } from '../../src/kernels/mean-shift';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';

describe.runIf(await hasGpu())('meanShift on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  test.each([1, 2, 7])('agrees with its float64 twin in %d dimensions', async (dimension) => {
    await agreeAtEdges(backend, meanShift, (threads) => {
      // One product and one sum of numbers up to 4: two roundings of half a unit in the last place.
      const tolerance = { absolute: 4 * 2 ** -23, relative: 0 };
      const values = Float64Array.from({ length: threads * dimension }, (_, i) => 2 * Math.sin(i));
      return {
        threads,
        params: { dimension, stepSize: 0.75 },
        arrays: {
          places: { values, tolerance },
          score: { values: values.map((value) => 1 - value) },
          plane: { length: 2 * threads, tolerance },
        },
      };
    });
  });
});
