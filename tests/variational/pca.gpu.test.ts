import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { gpuBackend, hasGpu } from '../support/device';
import { expectPca, pcaIds } from '../support/variational-golden';
import { sweepPca } from '../support/variational-limits';

describe.runIf(await hasGpu())('probabilistic PCA on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each(pcaIds)('golden %s', (id) => expectPca(backend, id));

  it.each([
    ['a column that is constant', [0, 5, 1, 5, 2, 5, 7, 5]],
    ['points that are all equal', [3, -2, 3, -2, 3, -2]],
    ['one datum', [3, -2]],
  ])('%s', async (_, x) => {
    const { s2 } = await sweepPca(backend, { x, W: [1, 0.2, 0.5, -0.3], b: [0.1, 0], s2: 1 }, 1e-3, 20);
    expect(s2).toBeLessThan(0.5);
    expect(backend.live.arrays).toBe(0);
  });
});
