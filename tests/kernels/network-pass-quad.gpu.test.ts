import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { networkPassQuad } from '../../src/kernels/network-pass-quad';
import { expectAgreement, expectSplits } from '../support/pass-cases';
import { gpuBackend, hasGpu } from '../support/device';
import { networks } from '../support/score-models';

describe.runIf(await hasGpu())('networkPassQuad on a software adapter', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  beforeEach(({ skip }) => skip(!backend.limits.hasQuads, 'this adapter has no subgroups of four'));
  afterAll(() => backend.dispose());

  it.each(networks)(
    'agrees with its float64 twin: $layers × $width $activation',
    { timeout: 120_000 },
    async (model) => {
      await expectAgreement(backend, model, (mode, quads) => networkPassQuad(model, mode, quads, mode === 'drawn'));
    },
  );

  it('gives a sample the same gradient wherever it stands', async () => {
    await expectSplits(backend, networks[1], networkPassQuad(networks[1], 'drawn', 4));
    expect(backend.live.arrays).toBe(0);
  });
});
