import { describe, expect, it } from 'vitest';
import { cellTransform, clampSide, clipTransform, densityGrid } from '../../src/draw/view-transform';

const box = { minX: -3, maxX: 5, minY: 1, maxY: 7 };

describe('clipTransform', () => {
  it('takes the corners of the box to the corners of clip space, y up', () => {
    const { centreX, centreY, scaleX, scaleY } = clipTransform(box);
    const clip = (x: number, y: number): number[] => [(x - centreX) * scaleX, (y - centreY) * scaleY];
    expect(clip(-3, 1)).toEqual([-1, -1]);
    expect(clip(5, 7)).toEqual([1, 1]);
    expect(clip(1, 4)).toEqual([0, 0]);
  });

  it('keeps its digits in f32 when zoomed in far from the origin', () => {
    // 2^20 + 0.5 is a float32; a view of two units around it must place it within a pixel of 1/1000.
    const far = 2 ** 20;
    const { centreX, scaleX } = clipTransform({ minX: far - 0.5, maxX: far + 1.5, minY: 0, maxY: 1 });
    const clip = Math.fround(Math.fround(far + 0.75) - Math.fround(centreX)) * Math.fround(scaleX);
    expect(clip).toBe(0.25);
  });
});

describe('cellTransform', () => {
  it('counts cells of the given side from the upper left corner', () => {
    const { minX, maxY, scaleX, scaleY } = cellTransform(box, { width: 80, height: 60 }, 2);
    const cell = (x: number, y: number): number[] => [(x - minX) * scaleX, (maxY - y) * scaleY];
    expect(cell(-3, 7)).toEqual([0, 0]);
    expect(cell(5, 1)).toEqual([40, 30]);
  });
});

describe('densityGrid', () => {
  it.each([
    { width: 760, height: 560, pixelRatio: 1 },
    { width: 1520, height: 1120, pixelRatio: 2 },
    { width: 1080, height: 900, pixelRatio: 3 },
    { width: 1, height: 1, pixelRatio: 1 },
    { width: 8192, height: 8192, pixelRatio: 1 },
  ])('covers $width × $height at ratio $pixelRatio', (size) => {
    const { columns, rows, side } = densityGrid(size);
    expect(columns * side).toBeGreaterThanOrEqual(size.width);
    expect(rows * side).toBeGreaterThanOrEqual(size.height);
    expect((columns * 4) % 256).toBe(0);
    expect(side).toBeGreaterThanOrEqual(2);
    // At most one row and 64 columns stand out.
    expect((rows - 1) * side).toBeLessThan(size.height);
    expect((columns - 64) * side).toBeLessThan(size.width);
    expect(columns * rows).toBeLessThanOrEqual(2 ** 20 + 64 * rows + columns);
  });

  it('has cells of about the same size on every screen', () => {
    expect(densityGrid({ width: 760, height: 560, pixelRatio: 1 }).side).toBe(2);
    expect(densityGrid({ width: 1520, height: 1120, pixelRatio: 2 }).side).toBe(3);
  });
});

describe('clampSide', () => {
  it.each([
    [0, 1],
    [-5, 1],
    [Number.NaN, 1],
    [20_000, 8192],
    [760.4, 760],
    [Infinity, 8192],
  ])('%d becomes %d', (side, expected) => {
    expect(clampSide(side, 8192)).toBe(expected);
  });
});
