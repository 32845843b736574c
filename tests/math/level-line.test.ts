// The line around a disc is its circle, and there is none where nothing or everything is inside.
import { describe, expect, test } from 'vitest';
import { levelLine, type Segment } from '../../src/math/level-line';

function lineOf(inside: (column: number, row: number) => boolean, last = 63): Segment[] {
  const work = levelLine(last, inside);
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

describe('around a disc of radius 20', () => {
  const segments = lineOf((x, y) => Math.hypot(x - 30, y - 31) < 20);

  test('every end is on the circle', () => {
    for (const [a, b, c, d] of segments) {
      expect(Math.hypot(a - 30, b - 31)).toBeCloseTo(20, 4);
      expect(Math.hypot(c - 30, d - 31)).toBeCloseTo(20, 4);
    }
  });

  test('they close: each end is the end of two', () => {
    const ends = segments.flatMap(([a, b, c, d]) => [[a, b].join(), [c, d].join()]);
    expect(new Set(ends).size).toBe(segments.length);
  });

  test('they are as long as the circle', () => {
    const length = segments.reduce((sum, [a, b, c, d]) => sum + Math.hypot(c - a, d - b), 0);
    expect(length / (40 * Math.PI)).toBeCloseTo(1, 2);
  });
});

test('none where nothing changes, on a grid of any size', () => {
  for (const last of [1, 4, 62, 63]) expect([...lineOf(() => true, last), ...lineOf(() => false, last)]).toEqual([]);
});
