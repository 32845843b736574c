import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { cellHistogram } from '../../src/kernels/cell-histogram';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';

/** Keys of many digits, values in order. */
function entriesOf(count: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? (i * 2_654_435_761) >>> 8 : i >> 1));
}

describe.runIf(await hasGpu())('cellHistogram on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([1, 255, 256, 257, 20_001])('agrees with its float64 twin over %d entries', async (entries) => {
    const threads = Math.ceil(entries / 256);
    for (const shift of [0, 18]) {
      await agree(backend, cellHistogram, {
        threads,
        params: { entries, shift },
        arrays: {
          entries: { type: 'u32', values: entriesOf(entries) },
          counts: { type: 'u32', length: 64 * threads, tolerance: { absolute: 0, relative: 0 } },
        },
      });
    }
  });
});
