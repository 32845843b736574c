// Radii on a device: the same bins as float64, and non-finite bits counted whatever comparisons do with them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { gpuBackend, hasGpu } from '../support/device';
import { launchRadii } from '../support/dirac-launch';

let backend: WebGpuBackend;
const present = await hasGpu();

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

describe.skipIf(!present)('radii', () => {
  test.each([1, 63, 2047, 2049, 10_007])('%d trajectories', async (count) => {
    const positions = Array.from({ length: 2 * count }, (_, i) => Math.sin(i * 1.7) * (1 + (i % 7)));
    const [got, wanted] = [await launchRadii(backend, positions), await launchRadii(new ReferenceBackend(), positions)];
    expect(got.finite).toBe(count);
    // A bin, where float32 rounds a radius across its edge.
    for (const share of [0.05, 0.5, 0.95]) {
      const rank = Math.floor(share * count);
      expect(got.at(rank) / wanted.at(rank)).toBeCloseTo(1, 2);
    }
  });

  test('infinities and NaN by their bits', async () => {
    const radii = await launchRadii(backend, [1, 0, Infinity, 0, Number.NaN, 1, 1, -Infinity, 3e38, 3e38]);
    expect([radii.finite, radii.nonFinite]).toEqual([2, 3]);
  });
});
