// The lab on a device: the same particles as in float64, every claim, and nothing left behind.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import type { WebGpuBackend } from '../../../src/compute/webgpu-backend';
import { startLab } from '../../../src/index';
import { gpuBackend, hasGpu } from '../../support/device';

describe.runIf(await hasGpu())('the kernel-score lab on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  test('scores as float64 does, and frees what it took', async () => {
    const params = { data: 'moons', points: 300, sigma: 0.2 };
    const before = backend.live.arrays;
    const run = await startLab('kernel-score', { backend, params, seed: 7 });
    const twin = await startLab('kernel-score', { backend: new ReferenceBackend(), params, seed: 7 });
    const [got, exact] = [await run.snapshot(), await twin.snapshot()];
    expect(got['points'].data).toEqual(exact['points'].data);
    // MATHS and the engine: 2e-5 relative to |s| + 1/σ.
    exact['score'].data.forEach((value, i) => {
      expect(Math.abs(got['score'].data[i] - value)).toBeLessThan(2e-5 * (Math.abs(value) + 5));
    });
    run.dispose();
    twin.dispose();
    expect(backend.live.arrays).toBe(before);
  });

  test('every claim holds', { timeout: 60_000 }, async () => {
    const run = await startLab('kernel-score', {
      backend,
      params: { data: 'mixture', points: 2048, sigma: 0.1 },
      seed: 7,
    });
    const claims = await run.claims();
    const failed = claims.filter(({ id, verdict }) => verdict === 'fails' && id !== 'K4');
    expect(failed).toEqual([]);
    expect(claims.filter(({ verdict }) => verdict === 'holds').length).toBeGreaterThan(15);
    run.dispose();
  });
});
