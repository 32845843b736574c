import { describe, expect, it } from 'vitest';
import { densityBin } from '../../src/draw/density-bin';

function countsOf(positions: readonly number[], channel = 0): number[] {
  const counts = new Uint32Array(2 * 6);
  const params = { columns: 3, rows: 2, channel, minX: 0, maxY: 2, scaleX: 1, scaleY: 1 };
  densityBin.reference({ positions: Float64Array.from(positions), counts }, params, positions.length / 2);
  return [...counts].filter((_, i) => i % 2 === channel);
}

describe('densityBin', () => {
  it('counts rows from the top', () => {
    expect(countsOf([0.5, 1.5, 0.5, 1.2, 2.5, 0.5])).toEqual([2, 0, 0, 0, 0, 1]);
    expect(countsOf([0.5, 1.5], 1)).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('has half-open cells: the upper and left border belong to the picture, the lower and right do not', () => {
    expect(countsOf([0, 2])).toEqual([1, 0, 0, 0, 0, 0]);
    expect(countsOf([3, 2, 0, 0])).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('skips what is not finite or out of view', () => {
    const skipped = [NaN, 1, 1, NaN, Infinity, 1, 1, -Infinity, -0.1, 1, 1, 2.1, 2 ** 20, -(2 ** 20), 3e38, -3e38];
    expect(countsOf([...skipped, 1.5, 0.5])).toEqual([0, 0, 0, 0, 1, 0]);
  });
});
