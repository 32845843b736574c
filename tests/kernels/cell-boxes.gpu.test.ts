import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { boxHeap, cellBoxes } from '../../src/kernels/cell-boxes';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { uniformPoints } from '../support/score-cases';

describe.runIf(await hasGpu())('cellBoxes on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([1, 31, 32, 33, 256, 257, 70_001])('agrees with its float64 twin over %d points', async (points) => {
    for (const dimension of [1, 2, 3]) {
      const heap = boxHeap(points);
      const sorted = uniformPoints(points, dimension, 2, 3);
      const children = uniformPoints(heap.boxes, 2 * dimension, 2, 5);
      for (const { first, end } of heap.levels) {
        await agree(backend, cellBoxes, {
          threads: end - first,
          params: { dimension, points, first, firstLeaf: heap.firstLeaf, boxes: heap.boxes },
          arrays: { sorted: { values: sorted }, boxes: { values: children, tolerance: { absolute: 0, relative: 0 } } },
        });
      }
    }
  });
});
