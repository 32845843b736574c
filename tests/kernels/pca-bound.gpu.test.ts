import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { pcaBound, type PcaBoundParams } from '../../src/kernels/pca-bound';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { clusteredPoints, pcaStarts } from '../support/variational-cases';

/** Squares up to 100 over a variance of 0.5, each rounded. */
const TOLERANCE = { absolute: 3e-4, relative: 1e-4 };

function makeCase(points: number, dimension: number, params: Partial<PcaBoundParams> = {}): AgreeCase<PcaBoundParams> {
  const places = clusteredPoints(points, 2, 9);
  const q = Float32Array.from({ length: 5 * points }, (_, i) => {
    const datum = Math.floor(i / 5);
    return [places[2 * datum], places[2 * datum + 1], 1 + (datum % 3), 0.4, 0.7][i % 5];
  });
  return {
    threads: points,
    params: { dimension, ...params },
    arrays: {
      data: { values: clusteredPoints(points, dimension, 7) },
      theta: { values: pcaStarts(dimension, params.stride ?? 1, 8) },
      q: { values: q },
      pieces: { length: 5 * points, tolerance: TOLERANCE },
    },
  };
}

describe.runIf(await hasGpu())('pcaBound on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, pcaBound, (threads) => makeCase(threads, 2));
  });

  it('agrees for other dimensions, of a start in the middle', async () => {
    await agree(backend, pcaBound, makeCase(50, 1));
    await agree(backend, pcaBound, makeCase(50, 8, { start: 2, stride: 5 }));
  });
});
