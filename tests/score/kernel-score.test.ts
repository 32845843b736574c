import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { drawPoints } from '../../src/data/synthetic';
import { KernelScore } from '../../src/score/kernel-score';

function engine(count: number): KernelScore {
  const points = new Float32Array(2 * count);
  drawPoints('moons', points, 2, 1, 0, count);
  return new KernelScore(new ReferenceBackend(), points, 2);
}

describe('a steady choice of method', () => {
  test('few pairs go directly, narrow kernels by cells, wide ones directly again', async () => {
    const moons = engine(16_384);
    expect(await moons.steadyMethod(16, 0.05)).toBe('direct');
    expect(await moons.steadyMethod(4096, 0.02)).toBe('cells');
    expect(await moons.steadyMethod(4096, 3)).toBe('direct');
  });

  test('a lattice goes by the method for lattices', async () => {
    const axis = Float32Array.from({ length: 64 }, (_, i) => (i - 32) / 12);
    expect(await engine(16_384).steadyMethod({ xs: axis, ys: axis }, 0.3)).toBe('grid');
  });

  test('it is the same each time, whatever was evaluated in between, and reads nothing', async () => {
    const moons = engine(8192);
    const before = await moons.steadyMethod(4096, 0.03);
    await moons.evaluate({ queries: new Float32Array(4), sigma: 0.03, method: 'cells' });
    expect(await moons.steadyMethod(4096, 0.03)).toBe(before);
  });
});
