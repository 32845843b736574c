import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { kernelScoreDirect, type KernelScoreDirectParams } from '../../src/kernels/kernel-score-direct';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { ringPoints, uniformPoints } from '../support/score-cases';

/**
 * Exponents that matter are above −20 (in powers of two): exp2 errs by (3 + 2·20) ulp and a rounded exponent by 6·20
 * units of roundoff, together 163·2⁻²⁴ ≈ 1e-5 of a weight. Moments cancel, up to the size of the set.
 */
const MASS = { absolute: 1e-5, relative: 1e-5 };
const MOMENT = { absolute: 1e-4, relative: 1e-5 };

function makeCase(
  dimension: number,
  queries: number,
  points: number,
  threads: number,
): AgreeCase<KernelScoreDirectParams> {
  const filled = new Float32Array(4 * Math.ceil((points * dimension) / 4)).fill(99);
  filled.set(ringPoints(points, dimension, 3));
  return {
    threads,
    params: { queries, points, span: 256 * Math.ceil(points / 256), first: 0, count: points, rate: 2 },
    arrays: {
      data: { values: filled },
      places: { values: uniformPoints(queries, dimension, 2, 5) },
      anchors: { type: 'u32', values: new Uint32Array(queries), tolerance: { absolute: 0, relative: 0 } },
      masses: { values: new Float32Array(queries), tolerance: MASS },
      moments: { values: new Float32Array(queries * dimension), tolerance: MOMENT },
    },
  };
}

describe.runIf(await hasGpu())('kernelScoreDirect on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    // One query less than the threads have places for.
    await agreeAtEdges(backend, kernelScoreDirect(2), (threads) => makeCase(2, 4 * threads - 1, 33, threads));
  });

  it.each([1, 2, 3, 4])('agrees in %d dimensions, four and eight queries a thread', async (dimension) => {
    for (const points of [1, 3, 4, 5, 255, 256, 257, 1003]) {
      await agree(backend, kernelScoreDirect(dimension), makeCase(dimension, 13, points, 4));
      await agree(backend, kernelScoreDirect(dimension, 8), makeCase(dimension, 13, points, 2));
    }
  });

  it('moves its anchor when a later tile holds much nearer points', async () => {
    const points = 600;
    const data = ringPoints(points, 2, 7);
    // The first tile stands far away: seen from it, the later weights are beyond 2^1000.
    for (let i = 0; i < 256; i++) data[2 * i] += 30;
    const base = makeCase(2, 8, points, 2);
    await agree(backend, kernelScoreDirect(2), { ...base, arrays: { ...base.arrays, data: { values: data } } });
  });
});
