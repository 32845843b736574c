import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { cellOffsets } from '../../src/kernels/cell-offsets';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';

describe.runIf(await hasGpu())('cellOffsets on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([1, 63, 64, 65, 512])('agrees with its float64 twin over %d runs', async (threads) => {
    await agree(backend, cellOffsets, {
      threads,
      params: { counts: 5 * threads - 2, run: 5 },
      arrays: {
        totals: { type: 'u32', values: Uint32Array.from({ length: threads }, (_, i) => i % 11) },
        counts: {
          type: 'u32',
          values: Uint32Array.from({ length: 5 * threads - 2 }, (_, i) => i % 7),
          tolerance: { absolute: 0, relative: 0 },
        },
      },
    });
  });
});
