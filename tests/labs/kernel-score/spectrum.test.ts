// Two points at ±1: m(x) = tanh(x/σ²), so m′ = (1 − m²)/σ². Two modes and a saddle for σ < 1, a single mode for σ > 1.
import { afterAll, describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { DensityQueue } from '../../../src/score/density-queue';
import { ModeBook } from '../../../src/math/kernel-modes';
import { meanShiftSpectrum } from '../../../src/labs/kernel-score/spectrum';

const backend = new ReferenceBackend();
const density = new DensityQueue(backend, Float32Array.of(-1, 1), 1);
afterAll(() => {
  density.dispose();
});

const at = (places: readonly number[], sigma: number, on = density): ReturnType<typeof meanShiftSpectrum> => {
  const rows = places.flatMap((_, i) =>
    i % on.dimension === 0 ? [Float64Array.from(places.slice(i, i + on.dimension))] : [],
  );
  return meanShiftSpectrum(on, new ModeBook(on.points).judge(rows, sigma), { sigma, method: 'direct' });
};

function modeOf(sigma: number): number {
  let x = 1;
  for (let i = 0; i < 200; i++) x = Math.tanh(x / sigma ** 2);
  return x;
}

describe('the spectrum of the mean shift', () => {
  test('is that of the modes; a place between them, where the density rises still, is left out and told', async () => {
    const sigma = 0.8;
    const mode = modeOf(sigma);
    const spectrum = await at([mode, 0, -mode], sigma);
    const slope = (1 - mode ** 2) / sigma ** 2;
    expect(spectrum?.predicted).toHaveLength(2);
    for (const [re] of spectrum?.predicted ?? []) expect(re).toBeCloseTo(slope, 6);
    // Differences of fourth order over σ/12 and less: (width⁴/30)|m⁽⁵⁾| < 2e-5 here.
    for (const [re] of spectrum?.measured ?? []) expect(Math.abs(re - slope)).toBeLessThan(2e-5);
    expect(spectrum?.remarks?.join()).toContain(
      'Left out: 1 at a saddle, or where particles still creep along a ridge.',
    );
  });

  test('leaves nothing out where each place is a mode', async () => {
    const spectrum = await at([0], 1.25);
    expect(spectrum?.predicted[0][0]).toBeCloseTo(1 / 1.25 ** 2, 6);
    expect(spectrum?.remarks?.join()).not.toContain('Left out');
  });

  test('is none without a mode', async () => {
    expect(await at([0], 0.8)).toBeUndefined();
    expect(await at([], 0.8)).toBeUndefined();
  });

  test('of two points in the plane is that of the line through them, and 0 across', async () => {
    const plane = new DensityQueue(backend, Float32Array.of(-0.866, -1.879, 0.65, -1.5), 2);
    const spectrum = await at([-0.108, -1.6895], 2, plane);
    // (D/2σ)² at the middle of two points D apart.
    const along = (1.516 ** 2 + 0.379 ** 2) / 16;
    for (const values of [spectrum?.predicted, spectrum?.measured]) {
      expect(values?.[0][0]).toBeCloseTo(along, 5);
      expect(values?.[1][0]).toBeCloseTo(0, 6);
    }
    plane.dispose();
  });
});
