import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { langevinMala } from '../../src/kernels/langevin-mala';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { langevinStep, malaLogRatio } from '../../src/math/langevin-step';
import { normalsFromWords, streams, threefry2x32, uniformFromWord } from '../../src/math/random';
import type { Target, Vector2 } from '../../src/targets/target';
import { agree, agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { COMPARED_STEP_SIZE, EXACT, hashAfter, langevinCase, SPLITS, spreadStarts } from '../support/langevin-cases';
import { threeBumps, unitGaussian } from '../support/mixture-target';

interface Draw {
  readonly seed: number;
  readonly firstStep: number;
  readonly steps: number;
  readonly noise: number;
}

/** How near a chain's decisions come to the boundary: the least |log u − log ratio| over its steps. */
function leastMargin(target: Target, start: Vector2, chain: number, { seed, firstStep, steps, noise }: Draw): number {
  const words = new Uint32Array(2);
  const normals = new Float64Array(2);
  let x = start;
  let margin = Infinity;
  for (let step = firstStep; step < firstStep + steps; step++) {
    threefry2x32(seed, streams.noise, chain, step, words);
    normalsFromWords(words[0], words[1], normals);
    threefry2x32(seed, streams.accept, chain, step, words);
    const y = langevinStep(x, target.score(...x), normals, COMPARED_STEP_SIZE, noise);
    const rise = target.logDensity(...y) - target.logDensity(...x);
    const ratio = malaLogRatio(rise, target.score(...x), target.score(...y), normals, COMPARED_STEP_SIZE, noise);
    // Without noise the decision hangs on the sign of the rise.
    const distance = noise === 0 ? rise : Math.log(uniformFromWord(words[0])) - ratio;
    margin = Math.min(margin, Math.abs(distance));
    if (noise === 0 ? rise >= 0 : distance < 0) x = y;
  }
  return margin;
}

/**
 * Starts at which float32 cannot decide otherwise than float64: the ratio is a difference of log densities up to 150,
 * good to 150 · 2e-6 = 3e-4 where positions are good to 4e-5 and scores reach 30, 1.2e-3 more.
 */
function clearStarts(threads: number, draw: Draw): Float32Array<ArrayBuffer> {
  const positions = spreadStarts(threads);
  const spare = spreadStarts(threads + 10_000).subarray(2 * threads);
  let next = 0;
  for (let chain = 0; chain < threads; chain++) {
    while (leastMargin(threeBumps, [positions[2 * chain], positions[2 * chain + 1]], chain, draw) < 2e-3) {
      positions.set(spare.subarray(2 * next, 2 * next + 2), 2 * chain);
      next++;
    }
  }
  return positions;
}

describe.runIf(await hasGpu())('langevinMala on the GPU', () => {
  const kernel = langevinMala(threeBumps);
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([1, 0, 0.5])('agrees with its float64 twin at noise %f', async (noise) => {
    await agreeAtEdges(backend, kernel, (threads) => {
      const { params } = langevinCase(threads);
      const { arrays } = langevinCase(threads, clearStarts(threads, { ...params, noise }));
      return {
        threads,
        arrays: { ...arrays, acceptances: { type: 'u32' as const, values: [7], tolerance: EXACT } },
        params: { ...params, stepSize: COMPARED_STEP_SIZE, noise },
      };
    });
  });

  it('rejects what is not finite, and leaves a chain that is not where it is', async () => {
    const { arrays, params } = langevinCase(3, Float32Array.of(1, 1, NaN, 0, 0, Infinity));
    const acceptances = { type: 'u32' as const, values: [0], tolerance: EXACT };
    // With a step of 1e30 the proposals overflow.
    const huge = { ...params, traced: 0, stepSize: 1e30 };
    const { paths: _, positions, progress } = arrays;
    const finite = { ...positions, values: [1, 1, 0.5, 0.5, -1, 2] };
    const traces = { length: 2 };
    await agree(backend, kernel, {
      threads: 3,
      params: huge,
      arrays: { positions: finite, progress, paths: traces, acceptances },
    });
    const created = [
      backend.create('p', 'f32', 6),
      backend.create('g', 'u32', 1),
      backend.create('t', 'f32', 2),
      backend.create('a', 'u32', 1),
    ];
    backend.write(created[0], positions.values ?? []);
    backend.dispatch(kernel, {
      threads: 3,
      params: { ...params, traced: 0, stepSize: COMPARED_STEP_SIZE },
      arrays: { positions: created[0], progress: created[1], paths: created[2], acceptances: created[3] },
    });
    const after = await backend.read(created[0]);
    expect([...after.subarray(2)]).toEqual([NaN, 0, 0, Infinity]);
    expect(Number((await backend.read(created[3]))[0])).toBeLessThanOrEqual(params.steps);
  });

  it('gives the same bits however the steps and chains are split', async () => {
    const run = (split: readonly number[], slices: readonly number[]): Promise<string> =>
      hashAfter(backend, kernel, { split, slices, params: { seed: 9, stepSize: 0.1 } });
    const whole = await run(SPLITS[0], [500]);
    for (const split of SPLITS.slice(1)) expect(await run(split, [500])).toBe(whole);
    expect(await run([1000], [1, 300, 199])).toBe(whole);
  });

  it('samples N(0, I) without bias at a step where ULA doubles the variance', async () => {
    const chains = 2 ** 16;
    const gaussian = langevinMala(unitGaussian);
    const arrays = {
      positions: backend.create('positions', 'f32', 2 * chains),
      progress: backend.create('progress', 'u32', 1),
      paths: backend.create('paths', 'f32', 2),
      acceptances: backend.create('acceptances', 'u32', 1),
    };
    await backend.prepare(gaussian);
    backend.dispatch(gaussian, { arrays, threads: chains, params: { seed: 4, steps: 60, stepSize: 1 } });
    const values = Array.from(await backend.read(arrays.positions));
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length));
  });
});
