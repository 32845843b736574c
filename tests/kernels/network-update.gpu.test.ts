import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { networkUpdates } from '../../src/kernels/network-update';
import { descentFactors, optimisers, usualDescent } from '../../src/math/descent';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { EXACT } from '../support/langevin-cases';
import { uniformPoints } from '../support/score-cases';

/** Sums of seven numbers of size 1, a root and two quotients. */
const CLOSE = { absolute: 2e-6, relative: 2e-6 };

describe.runIf(await hasGpu())('networkUpdate on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each(optimisers)('%s agrees with its float64 twin', async (optimiser) => {
    for (const [size, step] of [
      [1, 0],
      [62, 1],
      [63, 40],
      [64, 3],
      [1_002, 9_999],
    ]) {
      const settings = { ...usualDescent, optimiser, rate: 0.02, momentum: 0.8, decay: 0.1, average: 0.95 };
      // Mean squares are no less than 0.
      const state = uniformPoints(size, 5, 1, 3).map((value, k) =>
        Math.floor(k / size) === 3 ? Math.abs(value) : value,
      );
      await agree(backend, networkUpdates[optimiser], {
        threads: size + 1,
        params: { ...descentFactors(settings, step), size, slabs: 7, scale: 1 / 32, slot: 2 },
        arrays: {
          slabs: { values: uniformPoints(size + 1, 7, 1, 4) },
          state: { values: state, tolerance: CLOSE },
          losses: { length: 4, tolerance: CLOSE },
          progress: { type: 'u32', values: [2 ** 32 - 1], tolerance: EXACT },
        },
      });
    }
  });
});
