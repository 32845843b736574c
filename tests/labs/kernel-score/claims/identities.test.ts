// K1b: the integral of q, and where no grid can form it.
import { describe, expect, test, vi } from 'vitest';
import { ReferenceBackend } from '../../../../src/compute/reference-backend';
import { DensityQueue } from '../../../../src/score/density-queue';
import { check, drawn } from '../../../support/score-claims';

describe('K1b', () => {
  const points = drawn('rings', 300);

  test.each([0.05, 0.3, 2])('holds at σ = %d', async (sigma) => {
    expect(await check('K1b', { points, sigma })).toMatchObject({ verdict: 'holds', predicted: 1 });
  });

  test('holds on a line', async () => {
    expect(await check('K1b', { points: drawn('normal', 500, 1), dimension: 1, sigma: 0.01 })).toMatchObject({
      verdict: 'holds',
    });
  });

  test('fails where q is a hundred-thousandth too large', async () => {
    const backend = new ReferenceBackend();
    const density = new DensityQueue(backend, points, 2);
    const ask = density.ask.bind(density);
    vi.spyOn(density, 'ask').mockImplementation(async (request) => {
      const { score, logDensity } = await ask(request);
      return { score, logDensity: logDensity.map((value) => value + 1e-5) };
    });
    expect(await check('K1b', { points, backend, density })).toMatchObject({ verdict: 'fails' });
  });

  test('does not apply where no grid is fine enough, and says how fine', async () => {
    expect(await check('K1b', { points, sigma: 1e-3 })).toMatchObject({
      verdict: 'outside',
      reason: expect.stringMatching(/^a grid that is fine against this bandwidth has [\d,]+ nodes/) as string,
    });
    expect(await check('K1b', { points: drawn('normal', 90, 3), dimension: 3 })).toMatchObject({ verdict: 'outside' });
  });
});
