import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import type { BlockSumsParams } from '../../src/kernels/mixture-sums';
import { pcaColumns, pcaSums } from '../../src/kernels/pca-sums';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { clusteredPoints, pcaStarts } from '../support/variational-cases';

/** Latents of a 2 × 2 system whose condition is up to 100, of numbers near 1; sums of 20. */
const TOLERANCE = { absolute: 1e-3, relative: 1e-4 };
const SPAN = 20;

interface Sizes {
  readonly dimension: number;
  readonly starts: number;
  readonly points: number;
  readonly picked?: boolean;
  readonly latents?: number;
}

function makeCase(sizes: Sizes, threads: number, params: Partial<BlockSumsParams> = {}): AgreeCase<BlockSumsParams> {
  const { dimension, starts, points, picked, latents } = sizes;
  const blocks = Math.ceil(points / SPAN);
  return {
    threads,
    params: { points, span: SPAN, starts, stride: starts, ...params },
    arrays: {
      data: { values: clusteredPoints(points, dimension, 7) },
      theta: { values: pcaStarts(dimension, starts, 8, latents) },
      sums: { length: blocks * pcaColumns(dimension) * starts, tolerance: TOLERANCE },
      ...(picked
        ? { picks: { type: 'u32', values: Uint32Array.from({ length: points + 3 }, (_, i) => (7 * i) % points) } }
        : {}),
    },
  };
}

describe.runIf(await hasGpu())('pcaSums on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    const shape = { dimension: 2, points: 5 };
    await agreeAtEdges(backend, pcaSums(2), (threads) => makeCase({ ...shape, starts: threads }, threads));
  });

  it.each([
    [1, 1, false],
    [2, 2, false],
    [4, 2, true],
    [8, 1, true],
  ])('in %d dimensions with %d latents', async (dimension, latents, picked) => {
    const sizes = { dimension, latents, picked, starts: 3, points: 70 };
    await agree(backend, pcaSums(dimension, sizes), makeCase(sizes, 12, picked ? { firstPick: 3 } : {}));
  });

  it('sums a slice of the threads, for starts from the middle on', async () => {
    const sizes = { dimension: 3, starts: 9, points: 50 };
    await agree(backend, pcaSums(3), makeCase(sizes, 8, { starts: 4, firstStart: 2, firstThread: 3 }));
  });
});
