import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { denoise } from '../../src/diffusion/denoise';
import { expectClose } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { expectDenoised } from '../support/diffusion-golden';
import { goldenIds } from '../support/golden';
import { ringPoints, uniformPoints } from '../support/score-cases';

describe.runIf(await hasGpu())('denoise on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it.each(goldenIds('diffusion_denoiser'))('golden %s', (id) => expectDenoised(backend, id));

  it('keeps its digits where there is no signal left (D11)', async () => {
    for (const dimension of [2, 7]) {
      const data = ringPoints(50, dimension, 3);
      const z = uniformPoints(9, dimension, 3, 4);
      const { xHat } = await denoise(backend, { data, z, dimension, alpha: 1e-5, sigma: 1 });
      for (let i = 0; i < xHat.length; i++) {
        const mean = data.reduce((sum, value, k) => sum + (k % dimension === i % dimension ? value / 50 : 0), 0);
        expect(Math.abs(xHat[i] - mean)).toBeLessThan(2e-4);
      }
    }
  });

  // So many that both the direct sums and the cells are met, and a dimension of pictures.
  it.each([
    [2, 3_000, 700, 0.3],
    [3, 20_000, 100, 0.1],
    [64, 300, 20, 0.8],
  ])('agrees with float64 in %d dimensions', async (dimension, points, count, sigma) => {
    const options = {
      data: ringPoints(points, dimension, 3),
      z: ringPoints(count, dimension, 5),
      dimension,
      alpha: 0.9,
      sigma,
      smoothing: 0.1,
    };
    const reference = new ReferenceBackend();
    const expected = await denoise(reference, options);
    const got = await denoise(backend, options);
    reference.dispose();
    // Exponents up to 40, each to 163 units of roundoff; means of points up to 3 apart.
    expectClose('xHat', got.xHat, expected.xHat, { absolute: 3e-5, relative: 0 });
    expectClose('score', got.score, expected.score, { absolute: 3e-5 / sigma ** 2, relative: 0 });
  });
});
