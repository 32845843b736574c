import { expect, test } from 'vitest';
import { bisect } from '../../src/math/bisect';

test('closes in on where a property changes, from either side', () => {
  for (const [from, to] of [
    [1, 2],
    [2, 1],
  ] as const) {
    const [low, high] = bisect(from, to, (x) => x * x < 2, 40);
    expect([low, high]).toEqual([expect.closeTo(Math.SQRT2, 11), expect.closeTo(Math.SQRT2, 11)]);
    expect(low * low < 2).toBe(from === 1);
    expect(high * high < 2).toBe(from === 2);
  }
});
