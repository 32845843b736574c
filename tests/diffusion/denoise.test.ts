import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { denoise, type DenoiseOptions } from '../../src/diffusion/denoise';
import { expectDenoised } from '../support/diffusion-golden';
import { goldenIds } from '../support/golden';
import { ringPoints, uniformPoints } from '../support/score-cases';

const backend = new ReferenceBackend();

test.each(goldenIds('diffusion_denoiser'))('golden %s', (id) => expectDenoised(backend, id));

describe('limits (D11)', () => {
  const data = ringPoints(50, 2, 3);

  test('without signal the mean of the data', async () => {
    const { xHat } = await denoise(backend, {
      data,
      z: uniformPoints(9, 2, 3, 4),
      dimension: 2,
      alpha: 1e-5,
      sigma: 1,
    });
    for (const j of [0, 1]) {
      const mean = data.reduce((sum, value, i) => sum + (i % 2 === j ? value / 50 : 0), 0);
      for (let i = j; i < xHat.length; i += 2) expect(Math.abs(xHat[i] - mean)).toBeLessThan(2e-4);
    }
  });

  test('without noise the nearest datum', async () => {
    const { xHat } = await denoise(backend, {
      data,
      z: data.map((x) => x + 1e-3),
      dimension: 2,
      alpha: 1,
      sigma: 1e-4,
    });
    expect(xHat).toEqual(data);
  });
});

describe('a smoothed law', () => {
  test('of one datum is a Gaussian: x̂ = (h²x + σ_d²y)/(h² + σ_d²)', async () => {
    const [alpha, sigma, smoothing] = [0.8, 0.6, 0.5];
    const { xHat } = await denoise(backend, {
      data: Float32Array.of(1, -2, 3),
      z: Float32Array.of(0.5, 0.25, -1),
      dimension: 3,
      alpha,
      sigma,
      smoothing,
    });
    const [noise, own] = [(sigma / alpha) ** 2, smoothing ** 2];
    [1, -2, 3].forEach((x, j) =>
      expect(xHat[j]).toBeCloseTo((noise * x + (own * [0.5, 0.25, -1][j]) / alpha) / (noise + own), 6),
    );
  });

  test('is what many draws from the kernel density give', async () => {
    const data = Float32Array.of(-1, 0.5, 2);
    const smoothing = 0.4;
    // Quantiles of the normal law in the middle of equal shares stand for the density of each datum.
    const shares = Array.from({ length: 400 }, (_, i) => -4 + (8 * (i + 0.5)) / 400);
    const weights = shares.map((x) => Math.round(400 * Math.exp((-x * x) / 2)));
    const draws = [...data].flatMap((x) =>
      shares.flatMap((share, i) => Array.from({ length: weights[i] }, () => x + smoothing * share)),
    );
    const request = { z: Float32Array.of(-1.5, 0, 0.7, 3), dimension: 1, alpha: 0.9, sigma: 0.4 };
    const smooth = await denoise(backend, { ...request, data, smoothing });
    const drawn = await denoise(backend, { ...request, data: Float32Array.from(draws) });
    smooth.xHat.forEach((x, i) => expect(Math.abs(x - drawn.xHat[i])).toBeLessThan(2e-3));
    smooth.score.forEach((s, i) => expect(Math.abs(s - drawn.score[i])).toBeLessThan(2e-2));
  });
});

describe('bad arguments', () => {
  const good: DenoiseOptions = {
    data: new Float32Array(6),
    z: new Float32Array(4),
    dimension: 2,
    alpha: 0.5,
    sigma: 0.5,
  };
  test.each([
    [{ data: [0, 0] }, TypeError, 'data must be a Float32Array'],
    [{ z: new Float32Array(3) }, RangeError, 'z has 3 numbers'],
    [{ dimension: 0 }, RangeError, 'dimension is 0'],
    [{ alpha: 0 }, RangeError, 'alpha is 0'],
    [{ sigma: Number.NaN }, RangeError, 'sigma is NaN'],
    [{ smoothing: -1 }, RangeError, 'smoothing is -1; a number from 0 to 1000000 is allowed'],
    [{ alpha: 2 ** -30 }, RangeError, 'sigma / alpha, with the smoothing, is 536870912 at alpha'],
  ])('%j', async (wrong, kind, message) => {
    const call = denoise(backend, { ...good, ...wrong } as DenoiseOptions);
    await expect(call).rejects.toThrow(kind);
    await expect(call).rejects.toThrow(message);
    expect(backend.live.arrays).toBe(0);
  });
});
