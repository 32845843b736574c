// Theorems hold wherever the origin is, and at every bandwidth: nothing fails for data far away, narrow kernels or degenerate sets.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { startLab } from '../../../src/index';
import type { ClaimResult } from '../../../src/experiment/lab';
import { normalSource } from '../../../src/math/random';
import { check, drawn } from '../../support/score-claims';

async function claimsOf(points: Float32Array, sigma: number): Promise<Map<string, ClaimResult>> {
  const params = { data: 'upload', sigma };
  const run = await startLab('kernel-score', { backend: new ReferenceBackend(), params, data: { points }, seed: 7 });
  const claims = await run.claims();
  run.dispose();
  return new Map(claims.map((claim) => [claim.id, claim]));
}

const failed = (claims: Map<string, ClaimResult>): string[] =>
  [...claims.values()].filter(({ verdict }) => verdict === 'fails').map(({ id }) => id);

/** Points around a place, with the standard deviations of both coordinates. */
function around([x, y]: readonly number[], [wide, high]: readonly number[], count = 120): Float32Array {
  const normal = normalSource(7, 1);
  return Float32Array.from({ length: 2 * count }, (_, i) => (i % 2 ? y + high * normal() : x + wide * normal()));
}

describe('far from the origin', () => {
  test('in degrees of longitude and latitude, σ = 0.01', async () => {
    const claims = await claimsOf(around([13.4, 52.52], [0.05, 0.03]), 0.01);
    expect(failed(claims)).toEqual([]);
    for (const id of ['K1', 'K1b', 'K2', 'K8', 'K9', 'L5', 'L6'])
      expect(claims.get(id), id).toMatchObject({ verdict: 'holds' });
  });

  test('verdicts are those of the same points about the origin', { timeout: 60_000 }, async () => {
    const sigma = 0.25;
    // Multiples of 1/64: the same shape wherever it stands.
    const shape = around([0, 0], [1, 0.5]).map((value) => Math.round(64 * value) / 64);
    const [near, far] = [
      await claimsOf(shape, sigma),
      await claimsOf(
        shape.map((value) => value + 131_072),
        sigma,
      ),
    ];
    for (const [id, { verdict, measured }] of near) {
      if (id === 'K4') continue;
      expect(far.get(id), id).toMatchObject({ verdict });
      expect(Math.abs((far.get(id)?.measured ?? 0) - measured) || 0, id).toBeLessThan(1e-5);
    }
  });
});

describe('ascent', () => {
  test.each([1, 2, 3, 4, 5])('from one point with σ = 0.001, seed %d', async (seed) => {
    expect(await check('L5', { points: Float32Array.of(0.7, 0.3), sigma: 1e-3, seed })).toMatchObject({
      verdict: 'holds',
    });
  });

  test('from ten points with σ = 0.02', async () => {
    const run = await startLab('kernel-score', {
      backend: new ReferenceBackend(),
      params: { data: 'moons', points: 10, sigma: 0.02074 },
      seed: 1_599_939_778,
    });
    expect((await run.claims()).find(({ id }) => id === 'L5')).toMatchObject({ verdict: 'holds' });
    run.dispose();
  });

  test('from moons with σ = 0.008', async () => {
    expect(await check('L5', { points: drawn('moons', 256), sigma: 0.008 })).toMatchObject({ verdict: 'holds' });
  });
});

describe('degenerate sets', () => {
  test.each([
    ['one point', [0.7, 0.3], 0.5],
    ['two equal points', [1, 2, 1, 2], 0.1],
    ['two points', [-0.866, -1.879, 0.65, -1.5], 2],
    ['two points at the critical bandwidth of K10', [0.647, 0, 0.676, 0], 0.3],
    ['two points with narrow kernels', [-0.4, 0.9, 0.8, -0.3], 0.027],
    ['points on a line', [0, 0, 1, 0.5, 2, 1, 3, 1.5, -4, -2], 0.8],
    ['a lattice', [0, 0, 1, 0, 2, 0, 0, 1, 1, 1, 2, 1, 0, 2, 1, 2, 2, 2], 0.6],
    ['two clusters too far apart for float32', [-1e9, 0, -1e9, 0.5, 1e9, 0, 1e9, 0.25], 10],
    ['clusters beyond which no place can be asked', [-3e5, 1, 3e5, 2, 0, 5e5], 9],
  ])('%s', async (_, points, sigma) => {
    const claims = await claimsOf(Float32Array.from(points), sigma);
    expect(failed(claims)).toEqual([]);
    for (const { id, verdict, predicted, measured, tolerance } of claims.values())
      if (verdict === 'holds') expect([predicted, measured, tolerance].every(Number.isFinite), id).toBe(true);
  });
});

describe('what cannot be told', () => {
  test('is said where hardly a draw meets two kernels', async () => {
    const points = drawn('moons', 300);
    for (const id of ['S1', 'S2', 'S3'])
      expect(await check(id, { points, sigma: 1e-3 }), id).toMatchObject({
        verdict: 'outside',
        reason: expect.stringContaining('draws between points whose kernels overlap are too few') as string,
      });
    expect((await check('K9', { points, sigma: 1e-3 })).verdict).toBe('weak');
  });

  test('and what every claim was measured on', async () => {
    for (const { on, id, verdict } of (await claimsOf(Float32Array.of(0, 0, 1, 1), 0.5)).values())
      if (verdict !== 'outside') expect(on, id).toMatch(/\w/);
  });
});
