import { describe, expect, it } from 'vitest';
import { foldGroups } from '../../src/compute/fold';

describe('foldGroups', () => {
  it.each([
    [1, 64, 1, 1],
    [64, 64, 1, 1],
    [65, 64, 2, 1],
    [65_535 * 64, 64, 65_535, 1],
    [65_535 * 64 + 1, 64, 32_768, 2],
    [65_537, 1, 32_769, 2],
  ])('%i threads in workgroups of %i are %i × %i groups', (threads, size, x, y) => {
    expect(foldGroups(threads, size)).toEqual([x, y]);
  });

  it('always holds all threads, within what a dimension may have', () => {
    for (const threads of [1, 1e3, 1e6, 1e7, 123_456_789, 2 ** 31]) {
      for (const size of [1, 32, 64, 256]) {
        const [x, y] = foldGroups(threads, size);
        expect(x * y * size).toBeGreaterThanOrEqual(threads);
        expect(Math.max(x, y)).toBeLessThanOrEqual(65_535);
      }
    }
  });

  it('refuses more than two dimensions hold, and what is no number', () => {
    expect(() => foldGroups(65_535 ** 2 + 1, 1)).toThrow(RangeError);
    expect(() => foldGroups(NaN, 64)).toThrow('threads = NaN');
  });
});
