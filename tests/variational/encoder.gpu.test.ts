import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { gpuBackend, hasGpu } from '../support/device';
import { encoderIds, expectEncoder } from '../support/variational-golden';

describe.runIf(await hasGpu())('encoders on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each(encoderIds)('golden %s', (id) => expectEncoder(backend, id));
});
