import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { mixtureBound, type MixtureDatumParams } from '../../src/kernels/mixture-bound';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { clusteredPoints, mixtureStarts, shares } from '../support/variational-cases';

/** Exponents up to 300 of which each is rounded by 2⁻²³. */
const TOLERANCE = { absolute: 2e-4, relative: 1e-4 };

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
      theta: { values: mixtureStarts(components, dimension, params.stride ?? 1, 8) },
      r: { values: shares(points, components, 5) },
      posterior: { length: points * components, tolerance: TOLERANCE },
      pieces: { length: 6 * points, tolerance: TOLERANCE },
    },
  };
}

describe.runIf(await hasGpu())('mixtureBound on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, mixtureBound, (threads) => makeCase(threads, 2, 3));
  });

  it('agrees for other sizes, of a start in the middle', async () => {
    await agree(backend, mixtureBound, makeCase(50, 1, 1));
    await agree(backend, mixtureBound, makeCase(50, 8, 16, { start: 2, stride: 5 }));
  });
});
