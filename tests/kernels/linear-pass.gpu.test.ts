import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { linearPass } from '../../src/kernels/linear-pass';
import type { LinearForm } from '../../src/math/score-model';
import { gpuBackend, hasGpu } from '../support/device';
import { expectAgreement } from '../support/pass-cases';

describe.runIf(await hasGpu())('linearPass on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([1, 2, 3, 8])('agrees with its float64 twin in %d dimensions', async (dimension) => {
    const model: LinearForm = { model: 'linear', dimension };
    await expectAgreement(backend, model, (mode) => linearPass(model, mode));
  });
});
