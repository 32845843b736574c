import { describe, expect, it } from 'vitest';
import { lastFinite, linePath, nearestIndex } from '../../../src/ui/views/trace-lines';

const same = (value: number): number => value;
const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);

describe('linePath', () => {
  it('draws a line, a gap, and a lone point as a dot', () => {
    expect(linePath([0, 1, 2, 3, 4], [5, 6, Number.NaN, 7, Infinity], same, finite)).toBe('M0,5L0,5L1,6M3,7L3,7');
  });

  it('is empty without data', () => expect(linePath([], [], same, same)).toBe(''));

  it('keeps the extremes of what falls on the same half pixel', () => {
    const steps = Array.from({ length: 1000 }, (_, k) => k);
    const values = steps.map((step) => (step === 503 ? 90 : step % 7));
    const path = linePath(steps, values, (step) => step / 100, same);
    expect(path).toContain('5,90');
    expect(path.split(/[ML]/).length).toBeLessThan(90);
  });
});

describe('lastFinite and nearestIndex', () => {
  it('finds the last value that is a number', () => {
    expect(lastFinite([0, 1, 2], [4, 5, Number.NaN])).toEqual({ step: 1, value: 5 });
    expect(lastFinite([0], [Infinity])).toBeUndefined();
  });

  it('finds the nearest step', () => {
    expect([-3, 0, 4, 6, 11, 99].map((step) => nearestIndex([0, 5, 10, 20], step))).toEqual([0, 0, 1, 1, 2, 3]);
    expect(nearestIndex([], 3)).toBe(-1);
  });
});
