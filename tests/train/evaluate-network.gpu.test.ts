import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { evaluateNetwork } from '../../src/train/evaluate-network';
import { expectClose } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { expectExpectations, expectSampleTerms, sampleIds, setIds } from '../support/linear-golden';
import { uniformPoints } from '../support/score-cases';
import { networks, someWeights } from '../support/score-models';

describe.runIf(await hasGpu())('scores of models on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with the golden values of the linear model', async () => {
    for (const id of setIds) await expectExpectations(backend, id);
    for (const id of sampleIds) await expectSampleTerms(backend, id);
  });

  it('evaluates more points than one submission holds', async () => {
    const model = { ...networks[1], parametrisation: 'noise' as const };
    const network = { model, weights: someWeights(model) };
    const points = uniformPoints(20_001, 2, 3, 5);
    const got = await evaluateNetwork(backend, { network, points, sigma: 0.5 });
    const want = await evaluateNetwork(new ReferenceBackend(), { network, points, sigma: 0.5 });
    // Sums of 16 terms of size 1/2, three times over, divided by σ.
    expectClose('scores', got, want, { absolute: 1e-5, relative: 1e-5 });
    expect(backend.live.arrays).toBe(0);
  });
});
