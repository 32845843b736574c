import { describe, expect, it } from 'vitest';
import { threefry2x32 } from '../../src/math/random';
import { densityEstimate, detailVariances } from '../../src/draw/density-estimate';
import { densitySmoothCounts, densitySmoothRates } from '../../src/draw/density-smooth';

const SIDE = 48;

/** Rates of the run's channel [SIDE, SIDE] from its counts. */
function ratesOf(counts: ArrayLike<number>): Float64Array {
  const interleaved = Uint32Array.from({ length: 2 * SIDE * SIDE }, (_, i) => (i % 2 === 0 ? counts[i / 2]! : 0));
  const [fine, medium, roots] = [0, 1, 2].map(() => new Float64Array(interleaved.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const size = { columns: SIDE, rows: SIDE };
  densitySmoothCounts.reference({ source: interleaved, smoothed: fine }, { ...size, stride: 1 }, SIDE * SIDE);
  densitySmoothRates.reference({ source: fine, smoothed: medium }, { ...size, stride: 2 }, SIDE * SIDE);
  densitySmoothRates.reference({ source: medium, smoothed: roots }, { ...size, stride: 4 }, SIDE * SIDE);
  densityEstimate.reference({ counts: interleaved, fine, medium, roots }, densityEstimate.params, SIDE * SIDE);
  return Float64Array.from({ length: SIDE * SIDE }, (_, i) => roots[2 * i]! ** 2);
}

const at = (x: number, y: number): number => y * SIDE + x;

/** Particles thrown at random on the cells: counts are Poisson of this mean, to the multinomial correction. */
function thrown(mean: number): Float64Array {
  const counts = new Float64Array(SIDE * SIDE);
  const words = new Uint32Array(2);
  for (let i = 0; i < mean * counts.length; i++) {
    threefry2x32(7, 0, i, 0, words);
    counts[words[0]! % counts.length]!++;
  }
  return counts;
}

describe('detailVariances', () => {
  it('is Σ of the squared kernel of each detail', () => {
    const [first, second, third] = detailVariances();
    // (1 − 1/4)² + 4 (1/8)² + 4 (1/16)²
    expect(first).toBe(0.640625);
    expect(second).toBeLessThan(first);
    expect(third).toBeLessThan(second);
    expect(third).toBeGreaterThan(0);
  });
});

describe('densityEstimate', () => {
  it('keeps a lone particle a dot', () => {
    const counts = new Float64Array(SIDE * SIDE);
    counts[at(20, 20)] = 1;
    const rates = ratesOf(counts);
    expect(rates[at(20, 20)]).toBeGreaterThan(0.75);
    for (const near of [at(21, 20), at(20, 19), at(21, 21), at(23, 20)]) expect(rates[near]).toBeLessThan(0.1);
  });

  it('draws a spike of one cell as a disc of about five cells and no wider', () => {
    const counts = new Float64Array(SIDE * SIDE);
    counts[at(20, 20)] = 8192;
    const rates = ratesOf(counts);
    for (const inside of [at(20, 20), at(22, 20), at(21, 21), at(22, 21)]) expect(rates[inside]).toBeGreaterThan(20);
    for (const outside of [at(24, 20), at(23, 23), at(20, 16)]) expect(rates[outside]).toBeLessThan(1);
  });

  it('takes most of the noise out of an even crowd and leaves its mean', () => {
    const mean = 16;
    const counts = thrown(mean);
    const inner = Array.from(counts.keys()).filter((i) => {
      const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
      return Math.min(x, y) >= 8 && Math.max(x, y) < SIDE - 8;
    });
    const rates = ratesOf(counts);
    const average = inner.reduce((sum, i) => sum + rates[i]!, 0) / inner.length;
    const variance = inner.reduce((sum, i) => sum + (rates[i]! - average) ** 2, 0) / inner.length;
    // 5 standard errors of the mean of 32² Poisson counts; the denoised variance is well below the Poisson one.
    expect(Math.abs(average - mean)).toBeLessThan((5 * Math.sqrt(mean)) / 32);
    expect(variance).toBeLessThan(mean / 2);
  });

  it('keeps the edge of a crowd', () => {
    const counts = Float64Array.from({ length: SIDE * SIDE }, (_, i) => (i % SIDE < 24 ? 400 : 0));
    const rates = ratesOf(counts);
    expect(rates[at(23, 24)]).toBeGreaterThan(350);
    expect(rates[at(24, 24)]).toBeLessThan(50);
  });
});
