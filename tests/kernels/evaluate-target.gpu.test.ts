import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { evaluateTarget } from '../../src/kernels/evaluate-target';
import { mixture } from '../../src/targets/mixture';
import { agreeAtEdges, expectClose } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { flat, golden, goldenTolerance } from '../support/golden';
import { spreadStarts } from '../support/langevin-cases';
import { threeBumps } from '../support/mixture-target';

describe.runIf(await hasGpu())('evaluateTarget on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin', async () => {
    const points = golden('mixture', 'bulk_d2_K3');
    await agreeAtEdges(backend, evaluateTarget(threeBumps), (threads) => ({
      threads,
      arrays: {
        points: { values: spreadStarts(threads) },
        // A mixture of the same dimension and widths over the same square; exponents here reach 150 instead of 40.
        logDensity: { length: threads, tolerance: goldenTolerance(points, 'log_density', 'f32') },
        score: { length: 2 * threads, tolerance: goldenTolerance(points, 'score', 'f32') },
      },
    }));
  });

  it.each(['bulk_d2_K3', 'tail_d2_K2'])('evaluates the golden mixture %s', async (id) => {
    const expected = golden('mixture', id);
    const [weights, means, covariances] = ['weights', 'means', 'covs'].map((name) =>
      Float32Array.from(flat(expected.inputs[name])),
    );
    const kernel = evaluateTarget(mixture({}, { weights, means, covariances }));
    const x = flat(expected.inputs['x']);
    const threads = x.length / 2;
    const arrays = {
      points: backend.create('points', 'f32', 2 * threads),
      logDensity: backend.create('logDensity', 'f32', threads),
      score: backend.create('score', 'f32', 2 * threads),
    };
    backend.write(arrays.points, x);
    await backend.prepare(kernel);
    backend.dispatch(kernel, { arrays, threads });
    const logDensity = await backend.read(arrays.logDensity);
    const score = await backend.read(arrays.score);
    expectClose(
      'log density',
      logDensity,
      flat(expected.expected['log_density']),
      goldenTolerance(expected, 'log_density', 'f32'),
    );
    expectClose('score', score, flat(expected.expected['score']), goldenTolerance(expected, 'score', 'f32'));
    expect(threads).toBeGreaterThan(1);
  });
});
