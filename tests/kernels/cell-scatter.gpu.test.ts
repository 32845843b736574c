import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { cellScatter } from '../../src/kernels/cell-scatter';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';

/** Keys of many digits, values in order. */
function entriesOf(count: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? (i * 2_654_435_761) >>> 8 : i >> 1));
}

describe.runIf(await hasGpu())('cellScatter on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each([1, 255, 256, 257, 20_001])('agrees with its float64 twin over %d entries', async (count) => {
    const threads = Math.ceil(count / 256);
    const entries = entriesOf(count);
    const offsets = new Uint32Array(64 * threads);
    for (let i = 0; i < count; i++) offsets[((entries[2 * i] >>> 6) & 63) * threads + Math.floor(i / 256)]++;
    let next = 0;
    for (let slot = 0; slot < offsets.length; slot++) [offsets[slot], next] = [next, next + offsets[slot]];
    await agree(backend, cellScatter, {
      threads,
      params: { entries: count, shift: 6 },
      arrays: {
        entries: { type: 'u32', values: entries },
        offsets: { type: 'u32', values: offsets },
        sorted: { type: 'u32', length: 2 * count, tolerance: { absolute: 0, relative: 0 } },
      },
    });
  });
});
