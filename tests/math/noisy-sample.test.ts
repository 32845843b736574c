// Draws that depend on (seed, step, sample) alone.
import { describe, expect, it } from 'vitest';
import { chooseSample, sampleNoise } from '../../src/math/noisy-sample';
import { meanOf } from '../../src/math/statistics';

const DRAWS = 20_000;

describe('draws of a batch', () => {
  it('takes every datum and every level alike, and independently', () => {
    const counts = new Float64Array(15);
    const choice = { datum: 0, level: 0 };
    for (let i = 0; i < DRAWS; i++) {
      chooseSample(1, 3, i, 5, 3, choice);
      counts[3 * choice.datum + choice.level]++;
    }
    const p = 1 / 15;
    for (const count of counts) expect(Math.abs(count - DRAWS * p)).toBeLessThan(5 * Math.sqrt(DRAWS * p * (1 - p)));
  });

  it('gives standard normal noise in every coordinate, another in every step', () => {
    const draws = Array.from({ length: DRAWS }, (_, i) => {
      const noise = new Float64Array(3);
      sampleNoise(7, 2, i, noise);
      return noise;
    });
    for (let j = 0; j < 3; j++) {
      const { value, standardError } = meanOf(draws.map((noise) => noise[j]));
      expect(Math.abs(value)).toBeLessThan(5 * standardError);
      const square = meanOf(draws.map((noise) => noise[j] ** 2));
      expect(Math.abs(square.value - 1)).toBeLessThan(5 * square.standardError);
      const crossed = meanOf(draws.map((noise) => noise[j] * noise[(j + 1) % 3]));
      expect(Math.abs(crossed.value)).toBeLessThan(5 * crossed.standardError);
    }
    const other = new Float64Array(3);
    sampleNoise(7, 3, 0, other);
    expect(other).not.toEqual(draws[0]);
  });
});
