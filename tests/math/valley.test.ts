// The lowest point of a curve that is measured a place at a time, right to the digits that are shown.
import { describe, expect, test } from 'vitest';
import { logSpaced, Valley, type Minimum } from '../../src/math/valley';

function lowestOf(grid: readonly number[], curve: (x: number) => number): Minimum | undefined {
  const valley = new Valley(grid);
  for (let x = valley.next; x !== undefined; x = valley.next) {
    expect(valley.best).toBeUndefined();
    valley.add(curve(x));
  }
  return valley.best;
}

describe('a valley', () => {
  const grid = logSpaced(0.01, 5, 19);

  // x^a + b/x^c: steep on one side, as a likelihood is.
  test.each([
    [1, 0.02, 2],
    [0.5, 1e-4, 2],
    [3, 0.4, 1],
    [0.2, 1e-7, 4],
  ])('x^%d + %d/x^%d', (a, b, c) => {
    const exact = ((b * c) / a) ** (1 / (a + c));
    const best = lowestOf(grid, (x) => x ** a + b / x ** c);
    expect(best?.inside).toBe(true);
    expect(Math.abs((best?.x ?? 0) / exact - 1)).toBeLessThan(1e-4);
    expect(best?.y).toBeCloseTo(exact ** a + b / exact ** c, 6);
  });

  test('has no lowest point inside where the curve falls to an end', () => {
    expect(lowestOf(grid, (x) => x)).toMatchObject({ x: 0.01, inside: false });
    expect(lowestOf(grid, () => Number.NaN)).toBeUndefined();
  });
});
