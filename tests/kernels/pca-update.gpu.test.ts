import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import type { UpdateParams } from '../../src/kernels/mixture-update';
import { pcaColumns, pcaSums } from '../../src/kernels/pca-sums';
import { pcaUpdate } from '../../src/kernels/pca-update';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { clusteredPoints, pcaStarts } from '../support/variational-cases';

/** Two 2 × 2 systems one after the other, of a condition up to 100 each. */
const TOLERANCE = { absolute: 1e-4, relative: 1e-4 };
const POINTS = 40;
const DIMENSION = 3;

function makeCase(starts: number, params: Partial<UpdateParams> = {}): AgreeCase<UpdateParams> {
  const theta = pcaStarts(DIMENSION, starts, 8);
  const totals = new Float64Array(pcaColumns(DIMENSION) * starts);
  const arrays = {
    data: Float64Array.from(clusteredPoints(POINTS, DIMENSION, 7)),
    theta: Float64Array.from(theta),
    sums: totals,
  };
  const whole = { firstThread: 0, points: POINTS, span: POINTS, starts, firstStart: 0, stride: starts, firstPick: 0 };
  pcaSums(DIMENSION).reference(arrays, whole, starts);
  return {
    threads: starts,
    params: { dimension: DIMENSION, points: POINTS, starts, stride: starts, ...params },
    arrays: {
      totals: { values: totals },
      theta: { values: theta, tolerance: TOLERANCE },
      bounds: { values: new Float32Array(2 * starts), tolerance: TOLERANCE },
    },
  };
}

describe.runIf(await hasGpu())('pcaUpdate on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, pcaUpdate('sweep'), (threads) => makeCase(threads));
  });

  it('takes natural steps, and keeps the floor', async () => {
    await agree(backend, pcaUpdate('natural'), makeCase(20, { rho: 0.3 }));
    await agree(backend, pcaUpdate('sweep'), makeCase(20, { floor: 5 }));
  });

  it('takes ordinary steps, and steps of a diagonal S', async () => {
    await agree(backend, pcaUpdate('plain'), makeCase(20, { rho: 0.05 }));
    await agree(backend, pcaUpdate('sweep', 'meanField'), makeCase(20));
    await agree(backend, pcaUpdate('plain', 'meanField'), makeCase(20, { rho: 0.05 }));
  });
});
