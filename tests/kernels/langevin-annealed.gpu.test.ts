import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { langevinAnnealed } from '../../src/kernels/langevin-annealed';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { COMPARED_STEP_SIZE, hashAfter, langevinCase, SPLITS } from '../support/langevin-cases';
import { threeBumps } from '../support/mixture-target';

/** Rows (variance, step size); with two steps a level, steps 5 to 7 of the comparison use the last two rows. */
const LEVELS = [4, 1, 1, 0.25, 0.25, COMPARED_STEP_SIZE, 0.0625, 0.015625];

describe.runIf(await hasGpu())('langevinAnnealed on the GPU', () => {
  const kernel = langevinAnnealed(threeBumps);
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([
    [1, 2],
    [0, 2],
    [1, 1],
  ])('agrees with its float64 twin at noise %f with %i steps a level', async (noise, stepsPerLevel) => {
    await agreeAtEdges(backend, kernel, (threads) => {
      const { arrays, params } = langevinCase(threads);
      return {
        threads,
        arrays: { ...arrays, levels: { values: LEVELS } },
        params: { ...params, noise, levels: LEVELS.length / 2, stepsPerLevel },
      };
    });
  });

  it('gives the same bits however the steps and chains are split', async () => {
    const run = (split: readonly number[], slices: readonly number[]): Promise<string> =>
      hashAfter(backend, kernel, {
        split,
        slices,
        levels: LEVELS,
        params: { seed: 9, levels: LEVELS.length / 2, stepsPerLevel: 250 },
      });
    const whole = await run(SPLITS[0], [500]);
    for (const split of SPLITS.slice(1)) expect(await run(split, [500])).toBe(whole);
    expect(await run([1000], [1, 300, 199])).toBe(whole);
  });
});
