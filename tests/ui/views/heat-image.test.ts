import { describe, expect, test } from 'vitest';
import type { Field } from '../../../src/experiment/lab';
import { HEAT_DEPTH, heatColour, heatPixels, heatTop } from '../../../src/ui/views/heat-image';

const field = (values: readonly number[]): Field => ({
  box: { minX: 0, maxX: 1, minY: 0, maxY: 1 },
  columns: 2,
  rows: 2,
  logDensity: Float32Array.from(values),
  score: new Float32Array(8),
});

/** Relative luminance is enough to see that shades are in order. */
const lightness = ([r, g, b]: readonly number[]): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

describe('the colours', () => {
  test.each([
    [false, -1],
    [true, 1],
  ] as const)('run one way, and from nothing to nearly opaque; dark: %s', (dark, direction) => {
    const shades = Array.from({ length: 21 }, (_, k) => heatColour(k / 20, dark));
    for (let k = 1; k < shades.length; k++) {
      expect(direction * (lightness(shades[k]) - lightness(shades[k - 1]))).toBeGreaterThan(0);
      expect(shades[k][3]).toBeGreaterThanOrEqual(shades[k - 1][3]);
    }
    expect(shades[0][3]).toBe(0);
    expect(shades[20][3]).toBeGreaterThan(128);
  });
});

describe('the image', () => {
  test('has its first row at the bottom, and nothing below its depth', () => {
    const pixels = heatPixels(field([0, -HEAT_DEPTH / 2, -HEAT_DEPTH - 1, -1e30]), false);
    const alpha = [3, 7, 11, 15].map((at) => pixels[at]);
    expect(alpha[0]).toBe(0);
    expect(alpha[1]).toBe(0);
    expect(alpha[2]).toBe(heatColour(1, false)[3]);
    expect(alpha[3]).toBe(heatColour(0.5, false)[3]);
  });

  test('is empty where nothing is finite', () => {
    expect(heatTop(field([NaN, -Infinity, NaN, NaN]))).toBeUndefined();
    expect(heatPixels(field([NaN, -Infinity, NaN, NaN]), true).every((byte) => byte === 0)).toBe(true);
  });
});
