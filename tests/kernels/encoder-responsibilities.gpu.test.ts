import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { encoderResponsibilities } from '../../src/kernels/encoder-responsibilities';
import type { MixtureDatumParams } from '../../src/kernels/mixture-bound';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { clusteredPoints, mixtureStarts } from '../support/variational-cases';

/** Logits up to 40. */
const TOLERANCE = { absolute: 2e-5, relative: 2e-5 };

function makeCase(
  points: number,
  dimension: number,
  components: number,
  params: Partial<MixtureDatumParams> = {},
): AgreeCase<MixtureDatumParams> {
  return {
    threads: points,
    params: { dimension, components, ...params },
    arrays: {
      data: { values: clusteredPoints(points, dimension, 7) },
      phi: { values: mixtureStarts(components, dimension, params.stride ?? 1, 8) },
      r: { length: points * components, tolerance: TOLERANCE },
    },
  };
}

describe.runIf(await hasGpu())('encoderResponsibilities on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, encoderResponsibilities, (threads) => makeCase(threads, 2, 3));
  });

  it('agrees for other sizes, of a start in the middle', async () => {
    await agree(backend, encoderResponsibilities, makeCase(50, 1, 1));
    await agree(backend, encoderResponsibilities, makeCase(50, 8, 16, { start: 2, stride: 5 }));
  });
});
