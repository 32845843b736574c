import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/experiment/lab';
import { arrowPath } from '../../../src/ui/views/arrow-paths';

const size = { width: 440, height: 330 };
const box = { minX: 0, maxX: 4, minY: 0, maxY: 3 };

function field(score: (row: number, column: number) => readonly [number, number]): Field {
  const [columns, rows] = [40, 30];
  const values = Array.from({ length: rows * columns }, (_, k) => score(Math.floor(k / columns), k % columns));
  return { box, columns, rows, logDensity: new Float64Array(rows * columns), score: Float64Array.from(values.flat()) };
}

function shafts(path: string): { dx: number; dy: number }[] {
  return [...path.matchAll(/M([\d.-]+),([\d.-]+)L([\d.-]+),([\d.-]+)M/g)].map((match) => {
    const [x0, y0, x1, y1] = match.slice(1).map(Number);
    return { dx: x1 - x0, dy: y1 - y0 };
  });
}

describe('arrowPath', () => {
  it('points up on the screen where the score points up in data', () => {
    const arrows = shafts(
      arrowPath(
        field(() => [0, 2]),
        box,
        size,
      ),
    );
    expect(arrows.length).toBeGreaterThan(100);
    for (const { dx, dy } of arrows) {
      expect(dx).toBe(0);
      expect(dy).toBeLessThan(-5);
    }
  });

  it('compresses length but keeps its order', () => {
    const arrows = shafts(
      arrowPath(
        field((row) => [10 ** (row / 5), 0]),
        box,
        size,
      ),
    );
    const lengths = arrows.map(({ dx }) => dx);
    expect(Math.max(...lengths)).toBeLessThan(27);
    expect(Math.max(...lengths)).toBeGreaterThan(2 * Math.min(...lengths));
    // Both ends are rounded to a tenth of a pixel.
    lengths.slice(1).forEach((length, k) => expect(length).toBeGreaterThan(lengths[k] - 0.21));
  });

  it('leaves out what is not finite or zero', () => {
    expect(
      arrowPath(
        field(() => [Number.NaN, 1]),
        box,
        size,
      ),
    ).toBe('');
    expect(
      arrowPath(
        field(() => [0, 0]),
        box,
        size,
      ),
    ).toBe('');
  });
});
