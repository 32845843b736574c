import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { gpuBackend, hasGpu } from '../support/device';
import { errorIds, expectErrors, expectLoss, lossIds } from '../support/diffusion-golden';

describe.runIf(await hasGpu())('diffusionLoss on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each(lossIds)('golden %s', (id) => expectLoss(backend, id));
  it.each(errorIds)('golden %s', (id) => expectErrors(backend, id));
});
