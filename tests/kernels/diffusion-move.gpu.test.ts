import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { diffusionMove } from '../../src/kernels/diffusion-move';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { uniformPoints } from '../support/score-cases';

// Numbers up to 5, each rounded to 2⁻²⁴, and normals right to 3e-6.
const TOLERANCE = { absolute: 1e-5, relative: 1e-6 };

function moveCase(threads: number, dimension: number): AgreeCase<Record<string, number>> {
  const particles = Math.ceil(threads / Math.ceil(dimension / 2));
  return {
    threads,
    params: {
      dimension,
      seed: 5,
      step: 9,
      a: 0.9,
      b: 0.3,
      c: 0.5,
      asked: -0.4,
      nextZ: 0.2,
      nextX: -0.7,
      nextMoved: 1.5,
    },
    arrays: {
      places: { values: uniformPoints(particles, dimension, 2, 1), tolerance: TOLERANCE },
      means: { values: uniformPoints(particles, dimension, 2, 2) },
      scaled: { values: uniformPoints(particles, dimension, 2, 4), tolerance: TOLERANCE },
      noise: { values: uniformPoints(particles, dimension, 2, 6) },
    },
  };
}

describe.runIf(await hasGpu())('diffusionMove on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, diffusionMove('drawn'), (threads) => moveCase(threads, 2));
  });

  it.each(['drawn', 'given', 'none'] as const)('agrees in every dimension, noise %s', async (noise) => {
    for (const dimension of [1, 2, 3, 5, 784])
      await agree(backend, diffusionMove(noise), moveCase(7 * Math.ceil(dimension / 2), dimension));
  });
});
