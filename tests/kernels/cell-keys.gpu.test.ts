import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { cellKeys } from '../../src/kernels/cell-keys';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';

describe.runIf(await hasGpu())('cellKeys on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([1, 2, 3])('agrees with its float64 twin in %d dimensions, bit for bit', async (dimension) => {
    // In the middle of cells, where no rounding can move a point: t = 2s / (1 - |2s|) for the share s about the centre.
    const bits = 5;
    const inCell = (i: number): number => {
      const share = (2 * ((i * 2_654_435_761) % 2 ** bits) + 1) / 2 ** bits - 1;
      return share / (1 - Math.abs(share));
    };
    await agreeAtEdges(backend, cellKeys(dimension), (threads) => ({
      threads,
      params: { bits },
      arrays: {
        data: { values: Float32Array.from({ length: threads * dimension }, (_, i) => inCell(i)) },
        frame: { values: Float32Array.from({ length: 2 * dimension }, (_, i) => i % 2) },
        entries: { type: 'u32', length: 2 * threads, tolerance: { absolute: 0, relative: 0 } },
      },
    }));
  });
});
