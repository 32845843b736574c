import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { cellFrame } from '../../src/kernels/cell-frame';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { ringPoints } from '../support/score-cases';

describe.runIf(await hasGpu())('cellFrame on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  // Values are copied; only 1 / scale rounds, by 2.5 ulp.
  const TOLERANCE = { absolute: 0, relative: 4 * 2 ** -23 };

  it.each([1, 2, 254, 255, 256, 10_000])('agrees with its float64 twin over %d points', async (points) => {
    for (const dimension of [1, 2, 3]) {
      const data = ringPoints(points, dimension, 3);
      await agree(backend, cellFrame, {
        threads: dimension,
        params: { points },
        arrays: { data: { values: data }, frame: { length: 2 * dimension, tolerance: TOLERANCE } },
      });
    }
  });

  it('finds a scale for points of which most, or all, are equal', async () => {
    for (const spread of [0, 1]) {
      const data = new Float32Array(600).fill(2);
      data[0] -= spread;
      await agree(backend, cellFrame, {
        threads: 1,
        params: { points: 600 },
        arrays: { data: { values: data }, frame: { length: 2, tolerance: TOLERANCE } },
      });
    }
  });
});
