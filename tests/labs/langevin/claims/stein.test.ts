// L11 of points far from the origin: draws of them are places of float32, which are far apart out there.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../../src/compute/reference-backend';
import { startLab } from '../../../../src/index';
import type { ClaimResult } from '../../../../src/experiment/lab';

async function stein(points: readonly number[], sigma: number): Promise<ClaimResult | undefined> {
  const run = await startLab('langevin', {
    backend: new ReferenceBackend(),
    params: { target: 'data', data: 'upload', sigma, chains: 1 },
    data: { points: Float32Array.from(points) },
    seed: 7,
  });
  const claims = await run.claims();
  run.dispose();
  return claims.find(({ id }) => id === 'L11');
}

describe('Stein’s identity of points at a million', () => {
  test('says nothing where their bandwidth is below the distance of places, 1/16', async () => {
    expect(await stein([1e6, -1e6], 0.04)).toMatchObject({ verdict: 'outside', reason: /float32/ });
  });

  test('knows what the rounding of the draws adds where it is above', async () => {
    const near = await stein([0, 0], 0.15);
    const far = await stein([1e6, -1e6], 0.15);
    expect([near?.verdict, far?.verdict]).toEqual(['holds', 'holds']);
    // The places are 1/16 apart along both axes: E|x|²/σ² is 2 + (1/16)²/6σ².
    const added = 1 / 256 / 6 / 0.15 ** 2;
    expect(Math.abs((near?.measured ?? 0) - (far?.measured ?? 0) - added)).toBeLessThan(added / 2);
    const allowed = (far?.tolerance ?? 0) - (near?.tolerance ?? 0);
    expect(allowed).toBeGreaterThan(added);
    expect(allowed).toBeLessThan(12 * added);
  });
});
