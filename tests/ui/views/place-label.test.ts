import { describe, expect, it } from 'vitest';
import { placeLabel } from '../../../src/ui/views/place-label';

const area = { left: 30, right: 300, top: 0, bottom: 100 };
const request = { area, width: 100, lineHeight: 12, lineAt: () => 60 };

describe('placeLabel', () => {
  it('stands above the line at the right end', () => {
    expect(placeLabel({ ...request, points: [] })).toEqual({ x: 300, y: 56, anchor: 'end' });
  });

  it('goes below where the measurement runs above', () => {
    const points = Array.from({ length: 271 }, (_, k) => [30 + k, 52] as const);
    expect(placeLabel({ ...request, points })).toEqual({ x: 300, y: 73, anchor: 'end' });
  });

  it('goes to the left where the right end is taken on both sides', () => {
    const points = Array.from({ length: 120 }, (_, k) => [180 + k, k % 2 ? 52 : 68] as const);
    expect(placeLabel({ ...request, points })).toEqual({ x: 30, y: 56, anchor: 'start' });
  });

  it('never leaves the figure', () => {
    const low = placeLabel({
      ...request,
      lineAt: () => 98,
      points: Array.from({ length: 5 }, () => [290, 90] as const),
    });
    expect(low.y).toBeLessThan(100);
    expect(placeLabel({ ...request, lineAt: () => Number.NaN, points: [] }).x).toBe(300);
  });
});
