import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { networkPass } from '../../src/kernels/network-pass';
import { expectAgreement, expectSplits } from '../support/pass-cases';
import { gpuBackend, hasGpu } from '../support/device';
import { networks } from '../support/score-models';

describe.runIf(await hasGpu())('networkPass on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  // Adapters in software, for which it is not meant, take long to compile it.
  it.each([networks[0], networks[2]])(
    'agrees with its float64 twin: $layers × $width $activation',
    { timeout: 240_000 },
    async (model) => {
      await expectAgreement(backend, model, (mode, quads) => networkPass(model, mode, quads));
    },
  );

  it('gives a sample the same gradient wherever it stands', async () => {
    await expectSplits(backend, networks[1], networkPass(networks[1], 'drawn', 4));
    expect(backend.live.arrays).toBe(0);
  });
});
