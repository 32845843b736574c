import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { populationSteps } from '../../src/kernels/population-steps';
import { gpuBackend, hasGpu } from '../support/device';
import { expectPopulation, smallNetwork } from '../support/population-cases';

describe.runIf(await hasGpu())('populationSteps on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([
    ['tanh', 2, 'sgd', 0],
    ['softplus', 1, 'adam', 1],
    ['silu', 3, 'adam', 2],
  ] as const)(
    'trains networks as its float64 twin does: %s, %d layers, %s',
    async (activation, layers, optimiser, parametrisation) => {
      const model = { ...smallNetwork, activation, layers };
      await expectPopulation(backend, populationSteps(model, optimiser), {
        model,
        optimiser,
        params: { parametrisation, weighting: parametrisation % 2 },
        threads: 32,
      });
    },
  );
});
