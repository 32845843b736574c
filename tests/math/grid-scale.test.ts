import { describe, expect, it } from 'vitest';
import { alongScale, betweenValues } from '../../src/math/grid-scale';

describe('the settings along an axis', () => {
  it('go by equal steps, or by equal factors, beyond the ends too', () => {
    const shares = [-0.5, 0, 0.5, 1];
    expect(shares.map((share) => alongScale({ scale: 'linear', min: 1, max: 3 }, share))).toEqual([0, 1, 2, 3]);
    expect(shares.map((share) => alongScale({ scale: 'log', min: 1, max: 16 }, share))).toEqual([0.25, 1, 4, 16]);
  });

  it('are found between two of them as they go', () => {
    expect([0, 0.5, 2].map((place) => betweenValues('linear', [1, 3, 9], place))).toEqual([1, 2, 9]);
    expect([0.5, 1.5].map((place) => betweenValues('log', [1, 4, 16], place))).toEqual([2, 8]);
  });
});
