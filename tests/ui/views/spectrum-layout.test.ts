import { describe, expect, it } from 'vitest';
import type { Complex } from '../../../src/experiment/lab';
import {
  eigenvalueList,
  heldInside,
  largestModulus,
  locusPath,
  spectrumExtent,
  stabilityText,
} from '../../../src/ui/views/spectrum-layout';

const spectrum = (predicted: readonly Complex[]) => ({
  kind: 'spectrum' as const,
  id: 'spectrum',
  title: 'I',
  predicted,
  measured: [],
});

describe('spectrumExtent', () => {
  it('stands still inside 1.2, follows what leaves, and keeps the circle visible', () => {
    expect(spectrumExtent(spectrum([[0.7, 0]]))).toBe(1.2);
    expect(spectrumExtent(spectrum([[-3, 4]]))).toBeCloseTo(5.5, 12);
    expect(spectrumExtent(spectrum([[-1e9, 0]]))).toBe(12);
    expect(spectrumExtent(spectrum([[Number.NaN, 0]]))).toBe(1.2);
  });
});

describe('eigenvalues in words', () => {
  it('groups equal ones, largest first, and folds conjugates', () => {
    const values: Complex[] = [
      [0.5, 0],
      [0.77781, 0],
      [0.77784, 1e-17],
      [0, 0.9],
      [0, -0.9],
    ];
    expect(eigenvalueList(values)).toBe('0 ± 0.900i, 0.778 ×2, 0.500');
    expect(largestModulus(values)).toBe(0.9);
  });

  it('says which side of the circle they are on', () => {
    expect(stabilityText(spectrum([[0.99, 0]])).stable).toBe(true);
    expect(
      stabilityText(
        spectrum([
          [0.5, 0],
          [-1.01, 0],
        ]),
      ),
    ).toEqual({
      stable: false,
      text: '1 of 2 on or outside the unit circle: unstable',
    });
    expect(stabilityText(spectrum([[Number.NaN, 0]])).stable).toBe(false);
    const outside = (count: number): string =>
      stabilityText(spectrum(Array.from({ length: count }, () => [2, 0]))).text;
    expect([1, 2, 3].map(outside).map((text) => text.split(' on ')[0])).toEqual(['it', 'both', 'all 3']);
  });
});

describe('locusPath', () => {
  const plane = { width: 200, height: 100, centreX: 100, centreY: 50, scale: 10, reach: [9, 4] } as const;

  it('draws the curve in pixels, the imaginary axis upwards', () => {
    const curve: Complex[] = [
      [1, 0],
      [1, 2],
      [-3, 4],
    ];
    expect(locusPath(plane, curve)).toBe('M110,50L110,30L70,10');
  });

  it('lifts the pen where the curve leaves the view or is not finite, and joins nothing across', () => {
    const curve: Complex[] = [
      [0, 4],
      [0, 4.1],
      [0, -4],
      [Number.NaN, 0],
      [9, 0],
      [9.5, 0],
    ];
    expect(locusPath(plane, curve)).toBe('M100,10ZM100,90ZM190,50Z');
    expect(locusPath(plane, [])).toBe('');
  });
});

describe('heldInside', () => {
  it('keeps the direction of what lies beyond the rim', () => {
    expect(heldInside([30, 3], 15, 12)).toEqual([15, 1.5]);
    expect(heldInside([1, 1], 15, 12)).toEqual([1, 1]);
    expect(heldInside([Infinity, 0], 15, 12)).toBeUndefined();
  });
});
