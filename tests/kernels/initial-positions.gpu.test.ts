import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { initialPositions, startShapes } from '../../src/kernels/initial-positions';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';

describe.runIf(await hasGpu())('initialPositions on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each(Object.entries(startShapes))('agrees with its float64 twin: %s', async (_name, shape) => {
    // Normals up to 5.77 to 24 bits of radius, angle, cosine and sine: 8 roundings of 2^-24 of 6, doubled by scale and sum.
    const tolerance = { absolute: 2 * 1.5 * 8 * 6 * 2 ** -24, relative: 2 ** -23 };
    await agreeAtEdges(backend, initialPositions, (threads) => ({
      threads,
      arrays: { positions: { length: 2 * threads, tolerance } },
      params: { seed: 123, shape, x: 1.25, y: -0.5, scale: 1.5 },
    }));
  });

  it('depends on the seed', async () => {
    const positions = backend.create('positions', 'f32', 64);
    await backend.prepare(initialPositions);
    const draw = async (seed: number) => {
      backend.dispatch(initialPositions, { arrays: { positions }, threads: 32, params: { seed } });
      return backend.read(positions);
    };
    expect(await draw(1)).toEqual(await draw(1));
    expect(await draw(1)).not.toEqual(await draw(2));
  });
});
