import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { mixtureLocalStep, type LocalStepParams } from '../../src/kernels/mixture-local-step';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { clusteredPoints, mixtureStarts, shares } from '../support/variational-cases';

/** Exponents up to 300 of which each is rounded by 2⁻²³. */
const TOLERANCE = { absolute: 1e-4, relative: 1e-4 };

/** Every fifth datum has a share of 0. */
function makeCase(points: number, params: Partial<LocalStepParams>): AgreeCase<LocalStepParams> {
  const r = shares(points, 3, 5);
  for (let i = 0; i < points; i += 5) r.set([0, 0.5, 0.5], 3 * i);
  return {
    threads: points,
    params: { dimension: 2, components: 3, ...params },
    arrays: {
      data: { values: clusteredPoints(points, 2, 7) },
      theta: { values: mixtureStarts(3, 2, params.stride ?? 1, 8) },
      r: { values: r, tolerance: TOLERANCE },
    },
  };
}

describe.runIf(await hasGpu())('mixtureLocalStep on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, mixtureLocalStep, (threads) => makeCase(threads, { rho: 0.25 }));
  });

  it('lands on the posterior in one step, of a start in the middle', async () => {
    await agree(backend, mixtureLocalStep, makeCase(50, { rho: 1, start: 2, stride: 5 }));
  });
});
