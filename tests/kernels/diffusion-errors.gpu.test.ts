import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { diffusionErrors, packLevel, packNodes, type DiffusionErrorsParams } from '../../src/kernels/diffusion-errors';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { ringPoints, uniformPoints } from '../support/score-cases';

/** Errors up to 30, of weights whose exponents are up to 60: 3e-5 of a share; log masses to 2e-6. */
const TOLERANCE = { absolute: 2e-4, relative: 1e-4 };
const SPREADS = [3, 0.7, 0.2];

/** Launches of `threads` of as many data as that takes, at three levels. */
function makeCase(
  threads: number,
  points: number,
  nodes: number,
  params: Partial<DiffusionErrorsParams> = {},
): AgreeCase<DiffusionErrorsParams> {
  const places = uniformPoints(nodes, 2, 3, 7);
  const packed = packNodes(
    places,
    Array.from({ length: nodes }, (_, i) => (1 + (i % 3)) / nodes),
  );
  return {
    threads,
    params: { points, nodes: packed.length / 4, span: 16, factor: 0.9, ...params },
    arrays: {
      data: { values: ringPoints(points, 2, 3) },
      nodes: { values: packed },
      levels: { values: SPREADS.flatMap((spread, i) => packLevel(spread, 0.1 * i)) },
      sums: { length: 4 * (threads + (params.firstSum ?? 0)), tolerance: TOLERANCE },
    },
  };
}

describe.runIf(await hasGpu())('diffusionErrors on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, diffusionErrors, (threads) => {
      const base = makeCase(threads, 7, 33);
      // The levels again and again, until there are enough.
      const levels = Array.from({ length: Math.ceil(threads / 21) }, (_, i) => packLevel(SPREADS[i % 3], 0.1)).flat();
      return { ...base, arrays: { ...base.arrays, levels: { values: levels } } };
    });
  });

  it.each([
    [1, 1],
    [2, 8],
    [9, 16],
    [50, 17],
  ])('agrees for %d data and %d nodes', async (points, nodes) => {
    await agree(
      backend,
      diffusionErrors,
      makeCase(3 * points * Math.ceil((8 * Math.ceil(nodes / 8)) / 16), points, nodes),
    );
  });

  it('sums a slice of the threads into a slice of the sums', async () => {
    await agree(backend, diffusionErrors, makeCase(20, 9, 40, { firstThread: 11, firstSum: 5 }));
  });
});
