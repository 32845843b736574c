import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/experiment/lab';
import { logDensityAt, samplePosition, samplesWithin } from '../../../src/ui/views/field-grid';

const plane = (x: number, y: number): number => 2 * x - 3 * y + 1;

function planeField(): Required<Field> {
  const field = {
    box: { minX: -1, maxX: 3, minY: 0, maxY: 2 },
    columns: 8,
    rows: 5,
    logDensity: new Float64Array(40),
    score: new Float64Array(80),
  };
  for (let j = 0; j < 5; j++)
    for (let i = 0; i < 8; i++) field.logDensity[j * 8 + i] = plane(...samplePosition(field, i, j));
  return field;
}

describe('logDensityAt', () => {
  it('reproduces a plane exactly between the samples', () => {
    const field = planeField();
    for (const [x, y] of [
      [-0.75, 0.2],
      [0.1, 0.9],
      [1.37, 1.79],
      [2.74, 0.21],
    ] as const) {
      // Eight operations on numbers below 10.
      expect(Math.abs((logDensityAt(field, x, y) ?? Number.NaN) - plane(x, y))).toBeLessThan(80 * 2 ** -52);
    }
  });

  it('has its outermost samples on the edges of the box', () => {
    const field = planeField();
    expect(samplePosition(field, 0, 0)).toEqual([-1, 0]);
    expect(samplePosition(field, 7, 4)).toEqual([3, 2]);
  });

  it('is undefined outside and where the density is not finite', () => {
    const field = planeField();
    expect(logDensityAt(field, -1.01, 1)).toBeUndefined();
    field.logDensity.fill(Number.NEGATIVE_INFINITY);
    expect(logDensityAt(field, 0, 1)).toBeUndefined();
  });
});

describe('samplesWithin', () => {
  it('takes the nodes in and around the view', () => {
    const field = planeField();
    expect(samplesWithin(field, field.box)).toHaveLength(40);
    expect(samplesWithin(field, { minX: -0.9, maxX: -0.6, minY: 0.1, maxY: 0.4 })).toHaveLength(4);
  });
});
