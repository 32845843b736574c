import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { encoderUpdate, type EncoderUpdateParams } from '../../src/kernels/encoder-update';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { mixtureStarts } from '../support/variational-cases';

const TOLERANCE = { absolute: 2e-6, relative: 2e-6 };

function makeCase(
  threads: number,
  starts: number,
  params: Partial<EncoderUpdateParams> = {},
): AgreeCase<EncoderUpdateParams> {
  const components = params.components ?? 3;
  return {
    threads,
    params: { points: 50, starts, stride: starts, components, features: 4, rate: 0.3, ...params },
    arrays: {
      totals: { values: Float32Array.from({ length: 22 * starts }, (_, i) => 3 * Math.sin(i)) },
      phi: { values: mixtureStarts(components, 2, starts, 8), tolerance: TOLERANCE },
    },
  };
}

describe.runIf(await hasGpu())('encoderUpdate on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, encoderUpdate, (threads) => makeCase(threads, threads, { components: 2 }));
  });

  it.each([{ features: 1 }, { features: 3 }, { starts: 5, firstStart: 4, stride: 12 }])('%j', async (params) => {
    await agree(backend, encoderUpdate, makeCase(2 * (params.starts ?? 12), 12, params));
  });
});
