// Two points at ±1: m(x) = tanh(x/σ²), so m′ = (1 − m²)/σ². Two modes and a saddle for σ < 1, a single mode for σ > 1.
import { afterAll, describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { Probe } from '../../../src/labs/density-probe';
import { meanShiftSpectrum } from '../../../src/labs/kernel-score/spectrum';

const probe = new Probe(new ReferenceBackend(), Float32Array.of(-1, 1), 1);
afterAll(() => {
  probe.dispose();
});

const at = (places: readonly number[], sigma: number): ReturnType<typeof meanShiftSpectrum> =>
  meanShiftSpectrum(
    probe,
    places.map((place) => Float64Array.of(place)),
    { sigma, method: 'direct' },
  );

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
    // Central differences over σ/32: (width²/6)|m‴| < 3e-4 here.
    for (const [re] of spectrum?.measured ?? []) expect(Math.abs(re - slope)).toBeLessThan(5e-4);
    expect(spectrum?.remarks?.join()).toContain('Left out: 1 where particles still creep along a ridge.');
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
});
