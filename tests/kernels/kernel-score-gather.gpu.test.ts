import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { kernelScoreGather, type KernelScoreGatherParams } from '../../src/kernels/kernel-score-gather';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { uniformPoints } from '../support/score-cases';

function makeCase(dimension: number, queries: number, points: number): AgreeCase<KernelScoreGatherParams> {
  return {
    threads: queries * Math.ceil(dimension / 4),
    params: { dimension, firstQuery: 1, queries, firstPoint: 2, points },
    arrays: {
      data: { values: uniformPoints(points + 2, dimension, 2, 3) },
      weights: { values: uniformPoints(points * queries, 1, 1, 4).map(Math.abs) },
      anchors: { type: 'u32', values: Uint32Array.from({ length: queries + 1 }, (_, i) => i % points) },
      previous: { type: 'u32', values: Uint32Array.from({ length: queries + 1 }, (_, i) => (i * 3) % points) },
      carried: { values: uniformPoints(queries + 1, 2, 1, 6) },
      // As many terms as points, each at most 4: points²/2 roundings of the partial sums, never above 4·points·2⁻²⁴ each.
      moments: {
        values: uniformPoints(queries + 1, dimension, 3, 7),
        tolerance: { absolute: 4 * points * points * 2 ** -24, relative: 1e-6 },
      },
    },
  };
}

describe.runIf(await hasGpu())('kernelScoreGather on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, kernelScoreGather, (threads) => makeCase(4, threads, 5));
  });

  it.each([1, 5, 6, 784])('agrees in %d dimensions', async (dimension) => {
    await agree(backend, kernelScoreGather, makeCase(dimension, 3, 11));
  });
});
