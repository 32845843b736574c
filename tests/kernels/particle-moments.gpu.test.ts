import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import {
  givenMoments,
  momentColumns,
  momentElements,
  momentThreads,
  particleMoments,
  readMoments,
} from '../../src/kernels/particle-moments';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { spreadStarts } from '../support/langevin-cases';
import { unitGaussian } from '../support/mixture-target';

describe.runIf(await hasGpu())('particleMoments on the GPU', () => {
  const kernel = particleMoments(unitGaussian);
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin row by row', async () => {
    // A row is 3 terms on top of what was there, the largest (s . x)^2 <= (2 * 3.5^2)^2 = 600, each good to some 2^-21.
    const tolerance = { absolute: 3 * 600 * 2 ** -21, relative: 0 };
    await agreeAtEdges(backend, kernel, (threads) => {
      const count = Math.min(3 * threads - 1, 100_000);
      const first = 11;
      const positions = spreadStarts(2 * (first + count));
      return {
        threads,
        params: { first, count, centreX: 0.25, centreY: -0.5, laterCentreX: 0.125, laterCentreY: 0.375, scale: 2 },
        arrays: {
          positions: { values: positions.slice(0, positions.length / 2) },
          later: { values: positions.slice(positions.length / 2) },
          sums: { values: new Float32Array(threads * momentColumns.length).fill(0.5), tolerance },
        },
      };
    });
  });

  it('takes log density and score as given', async () => {
    // A row is 3 terms on top of what was there, the largest (s . x)^2 <= (2 * 3.5^2)^2 = 600, each good to some 2^-21.
    const tolerance = { absolute: 3 * 600 * 2 ** -21, relative: 0 };
    await agreeAtEdges(backend, givenMoments, (threads) => {
      const count = Math.min(3 * threads - 1, 100_000);
      const positions = spreadStarts(count);
      return {
        threads,
        params: { count, scale: 2 },
        arrays: {
          positions: { values: positions },
          later: { values: positions },
          logDensity: { values: Float32Array.from({ length: count }, (_, i) => Math.sin(i) - 2) },
          score: { values: positions.map((value) => 0.5 - value) },
          sums: { values: new Float32Array(threads * momentColumns.length).fill(0.5), tolerance },
        },
      };
    });
  });

  it('counts what is not finite and leaves it out of every sum', async () => {
    const chains = 5000;
    const positions = spreadStarts(chains);
    const later = spreadStarts(chains);
    positions.set([NaN, 1, 1, Infinity, 0, -Infinity], 2 * 4100);
    later.set([1, NaN], 2 * 77);
    const arrays = {
      positions: backend.create('positions', 'f32', 2 * chains),
      later: backend.create('later', 'f32', 2 * chains),
      sums: backend.create('sums', 'f32', momentElements),
    };
    backend.write(arrays.positions, positions);
    backend.write(arrays.later, later);
    await backend.prepare(kernel);
    backend.dispatch(kernel, { arrays, threads: momentThreads, params: { count: chains } });
    const moments = readMoments(await backend.read(arrays.sums));
    expect([moments.finite, moments.nonFinite]).toEqual([chains - 4, 3]);
    expect(Object.values(moments).every(Number.isFinite)).toBe(true);
  });

  it('takes one array for both', async () => {
    const chains = 300;
    const positions = backend.create('positions', 'f32', 2 * chains);
    const sums = backend.create('sums', 'f32', momentElements);
    backend.write(positions, spreadStarts(chains));
    await backend.prepare(kernel);
    backend.dispatch(kernel, {
      arrays: { positions, later: positions, sums },
      threads: momentThreads,
      params: { count: chains },
    });
    const moments = readMoments(await backend.read(sums));
    expect([moments.uxvx, moments.vxy]).toEqual([moments.uxx, moments.uxy]);
  });
});
