import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { cellTotals } from '../../src/kernels/cell-totals';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';

describe.runIf(await hasGpu())('cellTotals on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, cellTotals, (threads) => ({
      threads,
      // The last run is not full.
      params: { counts: 5 * threads - 2, run: 5 },
      arrays: {
        counts: { type: 'u32', values: Uint32Array.from({ length: 5 * threads - 2 }, (_, i) => i % 7) },
        totals: { type: 'u32', length: threads, tolerance: { absolute: 0, relative: 0 } },
      },
    }));
  });
});
