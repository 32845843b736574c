import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { populationLanes } from '../../src/kernels/population-lanes';
import { gpuBackend, hasGpu } from '../support/device';
import { expectPopulation, smallNetwork } from '../support/population-cases';
import { linear } from '../support/score-models';

describe.runIf(await hasGpu())('populationLanes on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('trains linear models as its float64 twin does, however steps are split', async () => {
    for (const [optimiser, weighting] of [
      ['sgd', 0],
      ['adam', 1],
    ] as const)
      await expectPopulation(backend, populationLanes(linear, optimiser, false), {
        model: linear,
        optimiser,
        params: { weighting },
        threads: 1,
      });
  });

  describe('with quads', () => {
    beforeEach(({ skip }) => skip(!backend.limits.hasQuads, 'this adapter has no subgroups of four'));

    it.each([
      ['sgd', 'score', 0, 0],
      ['adam', 'denoiser', 2, 1],
    ] as const)(
      'trains networks by %s that say the %s',
      { timeout: 240_000 },
      async (optimiser, _, parametrisation, weighting) => {
        const model = smallNetwork;
        const params = { parametrisation, weighting };
        await expectPopulation(backend, populationLanes(model, optimiser, true), {
          model,
          optimiser,
          params,
          threads: 1,
        });
      },
    );
  });
});
