import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { boxHeap } from '../../src/kernels/cell-boxes';
import { kernelScoreProducts, type KernelScoreProductsParams } from '../../src/kernels/kernel-score-products';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { uniformPoints } from '../support/score-cases';

function makeCase(columns: number, rows: number, points: number): AgreeCase<KernelScoreProductsParams> {
  const across = Math.ceil(columns / 4);
  const up = Math.ceil(rows / 4);
  const { firstLeaf, boxes } = boxHeap(points);
  // Far boxes in places, so that some runs are passed over.
  const reach = Float32Array.from({ length: 4 * boxes }, (_, i) => (i % 2) + (i % 12 < 4 ? 9 : -2));
  return {
    threads: across * up,
    params: { points, columns, rows, firstLeaf, reach: 16 },
    arrays: {
      data: { values: uniformPoints(points, 2, 2, 3) },
      axes: { values: uniformPoints(4 * (across + up), 1, 3, 5) },
      factors: { values: uniformPoints(4 * (across + up) * points, 1, 1, 7).map(Math.abs) },
      boxes: { values: reach },
      // As many terms as points, each below 5: points² / 2 roundings of sums below 5·points, 2⁻²⁴ each.
      masses: {
        values: new Float32Array(columns * rows),
        tolerance: { absolute: 5 * points * points * 2 ** -24, relative: 0 },
      },
      moments: {
        values: new Float32Array(2 * columns * rows),
        tolerance: { absolute: 5 * points * points * 2 ** -24, relative: 0 },
      },
    },
  };
}

describe.runIf(await hasGpu())('kernelScoreProducts on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    // One column less than the threads have room for.
    await agreeAtEdges(backend, kernelScoreProducts, (threads) => makeCase(4 * threads - 1, 3, 5));
  });

  it.each([
    [4, 4, 32],
    [5, 9, 33],
    [16, 17, 129],
  ])('agrees on %d by %d nodes over %d points', async (columns, rows, points) => {
    await agree(backend, kernelScoreProducts, makeCase(columns, rows, points));
  });
});
