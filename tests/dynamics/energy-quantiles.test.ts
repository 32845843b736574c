// Quantiles of θ² + ψ² against sorted numbers: right to the digits that are shown.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { startLab } from '../../src/index';

/** Between neighbours by a straight line, as most programs do it. */
function quantile(sorted: readonly number[], share: number): number {
  const rank = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low + (rank % 1) * (high - low);
}

describe('5, 50 and 95 %', () => {
  test.each([
    ['a disc', 4096, (i: number) => 2 * Math.sqrt((i + 0.5) / 4096)],
    ['forty orders of magnitude', 1001, (i: number) => 10 ** (-20 + i / 25)],
    ['two far groups', 10, (i: number) => (i < 5 ? 1e-3 : 1e3)],
    ['one', 1, () => 0.7],
    ['all alike', 64, () => 1.5],
    ['many at 0', 100, (i: number) => (i < 60 ? 0 : i)],
  ])('%s', async (_, count, radius) => {
    const initial = Float32Array.from({ length: 2 * count }, (__, k) => {
      const i = ((k >> 1) * 7919) % count;
      return radius(i) * (k % 2 === 0 ? Math.cos(i) : Math.sin(i));
    });
    const run = await startLab('dirac-gan', { backend: new ReferenceBackend(), data: { initial } });
    const measures = await run.measure();
    const energies = Array.from({ length: count }, (__, i) => initial[2 * i] ** 2 + initial[2 * i + 1] ** 2);
    energies.sort((a, b) => a - b);
    for (const [key, share] of [
      ['energyLow', 0.05],
      ['energy', 0.5],
      ['energyHigh', 0.95],
    ] as const) {
      const wanted = quantile(energies, share);
      expect(Math.abs((measures[key] ?? Number.NaN) - wanted), key).toBeLessThanOrEqual(2e-5 * wanted);
    }
  });
});
