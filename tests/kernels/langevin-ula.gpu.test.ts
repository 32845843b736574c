import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { langevinUla } from '../../src/kernels/langevin-ula';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { mixture } from '../../src/targets/mixture';
import type { Target } from '../../src/targets/target';
import { agree, agreeAtEdges, expectClose } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { flat, golden, goldenTolerance, type GoldenCase } from '../support/golden';
import { COMPARED_STEP_SIZE, hashAfter, langevinCase, PATH_TOLERANCE, SPLITS } from '../support/langevin-cases';
import { threeBumps, unitGaussian } from '../support/mixture-target';

/** Noise-free steps from x0 must follow the case's `path` [steps + 1, chains, 2] at its float32 tolerance. */
async function followsPath(
  backend: WebGpuBackend,
  expected: GoldenCase,
  target: Target,
  stepSize: number,
): Promise<void> {
  const start = flat(expected.inputs['x0']);
  const path = flat(expected.expected['path']);
  const chains = start.length / 2;
  const steps = path.length / start.length - 1;
  const arrays = {
    positions: backend.create('positions', 'f32', start.length),
    progress: backend.create('progress', 'u32', 1),
    paths: backend.create('paths', 'f32', path.length),
  };
  backend.write(arrays.positions, start);
  backend.write(arrays.paths, start);
  const kernel = langevinUla(target);
  await backend.prepare(kernel);
  const params = { stepSize, noise: 0, steps, traced: chains, pathLength: steps + 1 };
  backend.dispatch(kernel, { arrays, threads: chains, params });
  expectClose(expected.id, await backend.read(arrays.paths), path, goldenTolerance(expected, 'path', 'f32'));
}

describe.runIf(await hasGpu())('langevinUla on the GPU', () => {
  const kernel = langevinUla(threeBumps);
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([
    [1, true],
    [0, true],
    [0.5, true],
    [0.5, false],
  ])('agrees with its float64 twin at noise %f, software %s', async (noise, software) => {
    await agreeAtEdges(backend, { ...kernel, conditions: { software } }, (threads) => {
      const { arrays, params } = langevinCase(threads);
      return { threads, arrays, params: { ...params, stepSize: COMPARED_STEP_SIZE, noise } };
    });
  });

  // A turn of the software adapter's loop takes four.
  it.each([1, 2, 4, 5, 7])('takes %i steps and no more, traced or not', async (steps) => {
    const { arrays, params } = langevinCase(100);
    const paths = { length: 2 * 8 * 3, tolerance: PATH_TOLERANCE };
    await agree(backend, kernel, {
      threads: 100,
      arrays: { ...arrays, paths },
      params: { ...params, steps, pathLength: 8, stepSize: 0.01 },
    });
  });

  it('moves only its slice of the chains', async () => {
    const { arrays, params } = langevinCase(200);
    await agree(backend, kernel, {
      threads: 70,
      arrays,
      params: { ...params, firstThread: 100, traced: 0, stepSize: COMPARED_STEP_SIZE },
    });
  });

  it('without noise follows the golden ascent path', async () => {
    const ascent = golden('langevin', 'ascent_path');
    await followsPath(backend, ascent, threeBumps, Number(ascent.inputs['gamma']));
  });

  it('without noise at the step sigma² is the golden mean shift', async () => {
    const shift = golden('langevin', 'mean_shift');
    const centres = flat(shift.inputs['centres']);
    const count = centres.length / 2;
    const variance = Number(shift.inputs['sigma']) ** 2;
    const kernelDensity = mixture(
      {},
      {
        weights: new Float32Array(count).fill(1 / count),
        means: Float32Array.from(centres),
        covariances: Float32Array.from({ length: 4 * count }, (_, i) => (i % 4 === 0 || i % 4 === 3 ? variance : 0)),
      },
    );
    await followsPath(backend, shift, kernelDensity, variance);
  });

  it('gives the same bits however the steps and chains are split', async () => {
    const run = (split: readonly number[], slices: readonly number[]): Promise<string> =>
      hashAfter(backend, kernel, { split, slices, params: { seed: 9, stepSize: 0.02 } });
    const whole = await run(SPLITS[0], [500]);
    for (const split of SPLITS.slice(1)) expect(await run(split, [500])).toBe(whole);
    expect(await run([1000], [1, 300, 199])).toBe(whole);
    expect(
      await hashAfter(backend, kernel, { split: [1000], slices: [500], params: { seed: 10, stepSize: 0.02 } }),
    ).not.toBe(whole);
  });

  it('samples N(0, I) with the variance 1 / (1 - step / 2)', async () => {
    const chains = 2 ** 16;
    const gaussian = langevinUla(unitGaussian);
    const arrays = {
      positions: backend.create('positions', 'f32', 2 * chains),
      progress: backend.create('progress', 'u32', 1),
      paths: backend.create('paths', 'f32', 2),
    };
    await backend.prepare(gaussian);
    // From the origin: after 40 steps of multiplier 1/2 nothing is left of the start.
    backend.dispatch(gaussian, { arrays, threads: chains, params: { seed: 4, steps: 40, stepSize: 0.5 } });
    const values = Array.from(await backend.read(arrays.positions));
    const draws = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / draws;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws - 1);
    const expected = 1 / (1 - 0.5 / 2);
    expect(Math.abs(variance - expected)).toBeLessThan(4 * expected * Math.sqrt(2 / draws));
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(expected / draws));
  });
});
