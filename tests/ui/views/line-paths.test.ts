import { describe, expect, it } from 'vitest';
import { bandPath, linePath, stairPath, type Point } from '../../../src/ui/views/line-paths';

describe('linePath', () => {
  it('draws a line, a gap, and a lone point as a dot', () => {
    const points: Point[] = [5, 6, Number.NaN, 7, Infinity].map((y, x) => [x, y]);
    expect(linePath(points)).toBe('M0,5L1,6M3,7Z');
  });

  it('is empty without data', () => expect(linePath([])).toBe(''));

  it('keeps every extreme, to a hundredth of a pixel', () => {
    const points = Array.from({ length: 1000 }, (_, k): Point => [k / 100, k === 503 ? 90.004 : k % 7]);
    const path = linePath(points);
    expect(path).toContain('5.03,90L');
    expect(path.split(/[ML]/)).toHaveLength(1001);
  });

  it('breaks where it is told to', () => {
    expect(
      linePath(
        [
          [0, 0],
          [1, 1],
          [9, 9],
          [2, 2],
          [3, 3],
        ],
        ([x]) => x < 5,
      ),
    ).toBe('M0,0L1,1M2,2L3,3');
  });
});

it('stairPath keeps a height until the next point', () => {
  expect(
    stairPath([
      [0, 5],
      [2, 7],
      [4, 1],
    ]),
  ).toBe('M0,5L2,5L2,7L4,7L4,1');
});

it('bandPath goes along the upper edge and back along the lower one, past what is no number', () => {
  expect(
    bandPath([
      [0, 9, 1],
      [1, Number.NaN, 1],
      [2, 8, 2],
    ]),
  ).toBe('M0,1L2,2L2,8L0,9Z');
  expect(bandPath([[0, 9, 1]])).toBe('');
});
