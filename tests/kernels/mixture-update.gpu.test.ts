import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { mixtureUpdate, type UpdateParams } from '../../src/kernels/mixture-update';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { mixtureStarts, shares } from '../support/variational-cases';

const TOLERANCE = { absolute: 2e-6, relative: 2e-6 };
const POINTS = 50;

/** Sums of two components in the plane, of which the second is empty in every seventh start. */
function makeCase(starts: number, threads: number, params: Partial<UpdateParams> = {}): AgreeCase<UpdateParams> {
  const masses = shares(starts, 2, 3);
  const totals = new Float32Array(10 * starts);
  for (let start = 0; start < starts; start++) {
    const put = (column: number, value: number): void => void (totals[column * starts + start] = value);
    put(0, -60 - start / starts);
    put(1, -50);
    for (const k of [0, 1]) {
      const mass = k === 1 && start % 7 === 6 ? 0 : POINTS * masses[2 * start + k];
      [mass, 0.3 * mass, -0.2 * mass, 1.5 * mass].forEach((value, column) => put(2 + 4 * k + column, value));
    }
  }
  return {
    threads,
    params: { points: POINTS, starts, stride: starts, ...params },
    arrays: {
      totals: { values: totals },
      theta: { values: mixtureStarts(2, 2, starts, 8), tolerance: TOLERANCE },
      bounds: { values: new Float32Array(2 * starts), tolerance: TOLERANCE },
    },
  };
}

describe.runIf(await hasGpu())('mixtureUpdate on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, mixtureUpdate, (threads) => makeCase(Math.ceil(threads / 2), threads));
  });

  it.each([{ rho: 0.3 }, { floor: 3 }, { starts: 5, firstStart: 4, stride: 12 }])('%j', async (params) => {
    await agree(backend, mixtureUpdate, makeCase(12, 2 * (params.starts ?? 12), params));
  });
});
