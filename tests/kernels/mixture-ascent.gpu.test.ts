import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { mixtureAscent, type AscentParams } from '../../src/kernels/mixture-ascent';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { mixtureStarts, shares } from '../support/variational-cases';

/** Exponentials of up to e⁴, and places moved by up to 100. */
const TOLERANCE = { absolute: 2e-5, relative: 2e-5 };
const POINTS = 50;

/** Sums of two components in the plane. */
function makeCase(starts: number, params: Partial<AscentParams> = {}): AgreeCase<AscentParams> {
  const masses = shares(starts, 2, 3);
  const totals = new Float32Array(10 * starts);
  for (let start = 0; start < starts; start++) {
    const put = (column: number, value: number): void => void (totals[column * starts + start] = value);
    put(0, -60 - start / starts);
    put(1, -50);
    for (const k of [0, 1]) {
      const mass = POINTS * masses[2 * start + k];
      [mass, 0.3 * mass, -0.2 * mass, 1.5 * mass].forEach((value, column) => put(2 + 4 * k + column, value));
    }
  }
  return {
    threads: starts,
    params: { points: POINTS, starts, stride: starts, components: 2, ...params },
    arrays: {
      totals: { values: totals },
      theta: { values: mixtureStarts(2, 2, starts, 8), tolerance: TOLERANCE },
      bounds: { values: new Float32Array(2 * starts), tolerance: TOLERANCE },
    },
  };
}

describe.runIf(await hasGpu())('mixtureAscent on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    await agreeAtEdges(backend, mixtureAscent, (threads) => makeCase(threads));
  });

  it.each([{ rate: 50 }, { floor: 3 }, { starts: 5, firstStart: 4, stride: 12 }])('%j', async (params) => {
    const { threads, ...rest } = makeCase(12, params);
    await agree(backend, mixtureAscent, { ...rest, threads: params.starts ?? threads });
  });
});
