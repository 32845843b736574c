import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { cellCounts } from '../../src/kernels/cell-counts';
import { agreeAtEdges } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { EXACT, spreadStarts } from '../support/langevin-cases';

/** Rounded to odd multiples of 1/64: centres of finer cells, so that no rounding can move a chain into another cell. */
function onCentres(chains: number): Float32Array<ArrayBuffer> {
  return spreadStarts(chains).map((value) => (2 * Math.floor(32 * value) + 1) / 64);
}

describe.runIf(await hasGpu())('cellCounts on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  // Half of the points stand outside this box.
  const params = { minX: -2, minY: -3, maxX: 2, maxY: 3, columns: 16, rows: 12 };

  it('agrees with its float64 twin, one by one', async () => {
    await agreeAtEdges(backend, cellCounts, (threads) => {
      const positions = onCentres(threads);
      positions[0] = NaN;
      return {
        threads,
        params,
        arrays: {
          positions: { values: positions },
          counts: { type: 'u32', values: new Uint32Array(16 * 12 + 2), tolerance: EXACT },
        },
      };
    });
  });

  it('loses no chain, wherever it is', async () => {
    const chains = 4096;
    const values = spreadStarts(chains);
    values.set([NaN, 0, 0, Infinity, -Infinity, NaN, 1e38, 1, 1, -1e38, 2, 0, -2, -3, 0, 3]);
    // Just below the upper edge, where a quotient may round up to the number of cells.
    values.set([1.9999999, 2.9999998], 200);
    const arrays = {
      positions: backend.create('positions', 'f32', 2 * chains),
      counts: backend.create('counts', 'u32', 16 * 12 + 2),
    };
    backend.write(arrays.positions, values);
    await backend.prepare(cellCounts);
    backend.dispatch(cellCounts, { arrays, threads: chains, params });
    const counts = Array.from(await backend.read(arrays.counts));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(chains);
    expect(counts[16 * 12 + 1]).toBe(3);
    expect(counts[16 * 12]).toBeGreaterThan(chains / 3);
  });
});
