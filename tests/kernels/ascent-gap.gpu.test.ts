import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { ascentGap } from '../../src/kernels/ascent-gap';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { spreadStarts } from '../support/langevin-cases';
import { threeBumps } from '../support/mixture-target';

const curvature = threeBumps.curvatureFloor ?? 0;

describe.runIf(await hasGpu())('ascentGap on the GPU', () => {
  const kernel = ascentGap(threeBumps);
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([0.25, 1.99])('agrees with its float64 twin at %f of the curvature', async (share) => {
    await agreeAtEdges(backend, kernel, (threads) => ({
      threads,
      params: { stepSize: share * curvature, curvature },
      arrays: {
        points: { values: spreadStarts(threads) },
        // What L5 of the specification allows float32.
        gaps: { length: threads, tolerance: { absolute: 1e-5, relative: 1e-5 } },
      },
    }));
  });

  it('is never below what float32 resolves, up to twice the curvature', async () => {
    const threads = 2000;
    const arrays = {
      points: backend.create('points', 'f32', 2 * threads),
      gaps: backend.create('gaps', 'f32', threads),
    };
    backend.write(arrays.points, spreadStarts(threads));
    await backend.prepare(kernel);
    for (const share of [0.25, 1, 1.5, 1.99]) {
      backend.dispatch(kernel, { arrays, threads, params: { stepSize: share * curvature, curvature } });
      expect(Math.min(...(await backend.read(arrays.gaps)))).toBeGreaterThanOrEqual(-1e-5);
    }
  });
});
