import { afterAll, beforeAll, describe, test } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { sumRows } from '../../src/kernels/sum-rows';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';

const present = await hasGpu();
let backend: WebGpuBackend;

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

describe.skipIf(!present)('sumRows', () => {
  /** Up to ⌈rows/groups⌉ additions of numbers below 1: each rounds by at most 2⁻²⁴ of the partial sum. */
  test.each([
    [1, 1, 1],
    [4096, 36, 64],
    [100, 7, 3],
    [5, 3, 8],
  ])('%d rows of %d columns to %d', async (rows, columns, groups) => {
    const terms = Math.ceil(rows / groups);
    await agree(backend, sumRows, {
      arrays: {
        rows: { values: Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(i)) },
        sums: { length: groups * columns, tolerance: { absolute: (terms * terms) / 2 ** 24, relative: 0 } },
      },
      params: { rows, columns },
      threads: groups * columns,
    });
  });
});
