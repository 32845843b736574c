// The rounding model against float32 arithmetic itself: never passed, and not so wide that nothing could be seen.
import { describe, expect, test } from 'vitest';
import { uniformSource } from '../../src/math/random';
import { FLOAT32_UNIT, float32, float64 } from '../../src/math/rounding';

const { fround } = Math;
const uniform = uniformSource(7);
const draws = (count: number, draw: () => number = () => (uniform() - 0.5) / 3): number[] =>
  Array.from({ length: count }, () => fround(draw()));

/** The largest measured error over the bound, of many trials. */
function worst(trials: number, ratio: () => number): number {
  let most = 0;
  for (let k = 0; k < trials; k++) most = Math.max(most, ratio());
  return most;
}

describe('places', () => {
  test.each([1e-3, 1, 13.4, 1e6])('of size %d', (size) => {
    const most = worst(2000, () => {
      const place = size * (1 + uniform());
      return Math.abs(fround(place) - place) / float32.place(place);
    });
    expect(most).toBeLessThanOrEqual(1);
    expect(most).toBeGreaterThan(0.9);
  });
});

describe('sums', () => {
  // Fewer terms than 25 may all be rounded the same way; beyond that errors cancel.
  test.each([2, 10, 100, 1000, 10_000])('of %d terms', (terms) => {
    const most = worst(300, () => {
      const values = draws(terms);
      const sizes = values.reduce((sum, value) => sum + Math.abs(value), 0);
      const exact = values.reduce((sum, value) => sum + value, 0);
      const rounded = values.reduce((sum, value) => fround(sum + value), 0);
      return Math.abs(rounded - exact) / (float32.sum(terms) * sizes);
    });
    expect(most).toBeLessThanOrEqual(1);
  });

  // Where all terms have one sign every partial sum is as large as it can be: the model is not far off.
  test.each([2, 10, 100, 1000, 10_000])('of %d terms of one sign are not thirty times better', (terms) => {
    const most = worst(300, () => {
      const values = draws(terms, () => uniform() / 3);
      const exact = values.reduce((sum, value) => sum + value, 0);
      const rounded = values.reduce((sum, value) => fround(sum + value), 0);
      return Math.abs(rounded - exact) / (float32.sum(terms) * exact);
    });
    expect(most).toBeLessThanOrEqual(1);
    expect(most).toBeGreaterThan(1 / 30);
  });

  test('of one term is exact', () => {
    expect(float32.sum(1)).toBe(0);
    expect(float32.sum(0)).toBe(0);
  });
});

describe('operations', () => {
  test.each([4, 64, 1024])('%d products of numbers near 1', (count) => {
    const most = worst(500, () => {
      const factors = draws(count, () => 1 + (uniform() - 0.5) / count);
      const exact = factors.reduce((product, factor) => product * factor, 1);
      const rounded = factors.reduce((product, factor) => fround(product * factor), 1);
      return Math.abs(rounded / exact - 1) / float32.operations(count);
    });
    expect(most).toBeLessThanOrEqual(1);
    expect(most).toBeGreaterThan(1 / 30);
  });
});

describe('repeated factors', () => {
  test.each([10, 1000, 100_000])('%d times the same rounded one', (count) => {
    const most = worst(50, () => {
      const factor = 1 + uniform() / count;
      // The power of the rounded factor, formed exactly.
      return Math.abs((fround(factor) / factor) ** count - 1) / float32.repeated(count);
    });
    expect(most).toBeLessThanOrEqual(1.01);
    expect(most).toBeGreaterThan(1 / 30);
  });
});

describe('exponentials', () => {
  test.each([0.1, 3, 40])('whose argument of about %d was rounded', (size) => {
    const most = worst(2000, () => {
      const argument = -size * (1 + uniform());
      return Math.abs(fround(Math.exp(fround(argument))) / Math.exp(argument) - 1) / float32.exponential(argument);
    });
    expect(most).toBeLessThanOrEqual(1);
    expect(most).toBeGreaterThan(1 / 30);
  });
});

test('float64 is the same model with its own unit', () => {
  expect(float64.place(1)).toBe(2 ** -53);
  expect(float64.sum(1000) / float32.sum(1000)).toBeCloseTo(2 ** -29, 20);
  expect(FLOAT32_UNIT).toBe(2 ** -24);
});
