// The fact that the lab exists to show, on the device: a network learns the score until little of its loss is left above the floor,
// and chains that follow it come closer to the exact law than those of the best straight line.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../../../src/compute/webgpu-backend';
import { startLab } from '../../../src/index';
import { gpuBackend, hasGpu } from '../../support/device';

const moons = { data: 'moons', sigma: 0.2, points: 512, chains: 256, step: 0.01 };

describe.runIf(await hasGpu())('score matching on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('learns: the excess falls below 5 % of C within 3,000 steps', { timeout: 900_000 }, async () => {
    const params = { ...moons, width: 64, layers: 2, batch: 512, rate: 3e-3 };
    const run = await startLab('score-matching', { backend, params, seed: 1 });
    const before = await run.measure();
    expect(before['explicit'] / before['floor']).toBeGreaterThan(0.2);
    await run.advance(3000);
    const measures = await run.measure();
    const share = measures['explicit'] / measures['floor'];
    expect(share).toBeLessThan(0.05);
    // The same on the same draws, with less spread than the loss itself.
    expect(Math.abs(measures['excess'] - measures['explicit'])).toBeLessThan(5 * measures['excessStandardError']);
    expect(measures['loss']).toBeGreaterThan(measures['floor'] - 5 * measures['lossStandardError']);
    const rows = await run.claims();
    for (const id of ['S1', 'S2', 'S3', 'S4', 'S6', 'S7', 'N1', 'N2'])
      expect(
        rows.find((row) => row.id === id),
        id,
      ).toMatchObject({ verdict: 'holds' });
    run.dispose();

    const line = { ...moons, model: 'linear', optimiser: 'sgd', rate: 0.02, batch: 512 };
    const straight = await startLab('score-matching', { backend, params: line, seed: 1 });
    await straight.advance(3000);
    const factor = (await straight.measure())['distance'] / measures['distance'];
    straight.dispose();
    console.log(
      `excess ${(100 * share).toFixed(2)} % of C; chains ${factor.toFixed(1)} times closer than the linear model's`,
    );
    expect(factor).toBeGreaterThan(2);
    expect(backend.live.arrays).toBe(0);
  });
});
