import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { averageUpdate, type AverageUpdateParams } from '../../src/kernels/average-update';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';

/** A softmax of up to four logits, and quotients of it. */
const TOLERANCE = { absolute: 1e-5, relative: 1e-5 };

function makeCase(starts: number, params: Partial<AverageUpdateParams> = {}): AgreeCase<AverageUpdateParams> {
  const components = params.components ?? 3;
  const stride = params.stride ?? starts;
  return {
    threads: starts,
    params: { points: 50, starts, stride, components, ...params },
    arrays: {
      totals: {
        values: Float32Array.from({ length: (2 + 4 * (2 * components - 1)) * starts }, (_, i) => 3 * Math.sin(i)),
      },
      phi: {
        values: Float32Array.from({ length: 4 * (components - 1) * stride }, (_, i) => 2 * Math.cos(3 * i)),
        tolerance: TOLERANCE,
      },
    },
  };
}

describe.runIf(await hasGpu())('averageUpdate on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, averageUpdate, (threads) => makeCase(threads));
  });

  it.each([{ components: 2 }, { components: 4 }, { firstStart: 4, stride: 16 }])('%j', async (params) => {
    await agree(backend, averageUpdate, makeCase(12, params));
  });
});
