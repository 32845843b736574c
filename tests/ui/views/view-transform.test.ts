import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  axisTicks,
  clickAt,
  expandBox,
  fitBox,
  panBox,
  sameBox,
  toData,
  toPixels,
  zoomBox,
} from '../../../src/ui/views/view-transform';

const box = { minX: -2, maxX: 4, minY: -1, maxY: 1 };
const size = { width: 600, height: 400 };

const coordinate = fc.double({ min: -50, max: 50, noNaN: true });
const span = fc.double({ min: 0.01, max: 100, noNaN: true });
const boxes = fc
  .tuple(coordinate, coordinate, span, span)
  .map(([minX, minY, width, height]) => ({ minX, minY, maxX: minX + width, maxY: minY + height }));
const sizes = fc.record({ width: fc.integer({ min: 1, max: 4000 }), height: fc.integer({ min: 1, max: 4000 }) });

describe('fitBox', () => {
  it('holds the wanted box, with equal axes, touching it in one direction', () => {
    fc.assert(
      fc.property(boxes, sizes, (wanted, pixels) => {
        const fitted = fitBox(wanted, pixels);
        const scaleX = (fitted.maxX - fitted.minX) / pixels.width;
        const scaleY = (fitted.maxY - fitted.minY) / pixels.height;
        expect(scaleX / scaleY).toBeCloseTo(1, 9);
        const spare = Math.min(
          fitted.maxX - fitted.minX - (wanted.maxX - wanted.minX),
          fitted.maxY - fitted.minY - (wanted.maxY - wanted.minY),
        );
        expect(Math.abs(spare)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('pixels and data', () => {
  it('puts the top left corner at (minX, maxY)', () => {
    expect(toPixels(box, size, -2, 1)).toEqual([0, 0]);
    expect(toPixels(box, size, 4, -1)).toEqual([600, 400]);
  });

  it('are inverses of each other', () => {
    fc.assert(
      fc.property(boxes, sizes, coordinate, coordinate, (view, pixels, px, py) => {
        const [x, y] = toData(view, pixels, px, py);
        const [backX, backY] = toPixels(view, pixels, x, y);
        // Rounding of a coordinate near 150 (2^-45) blown up by at most 4000 px per 0.01 units.
        expect(Math.abs(backX - px)).toBeLessThan(4e5 * 2 ** -44);
        expect(Math.abs(backY - py)).toBeLessThan(4e5 * 2 ** -44);
      }),
    );
  });
});

describe('pan and zoom', () => {
  it('moves the picture with the pointer', () => {
    const [x, y] = toData(box, size, 100, 100);
    const [px, py] = toPixels(panBox(box, size, 30, -20), size, x, y);
    expect(px).toBeCloseTo(130, 9);
    expect(py).toBeCloseTo(80, 9);
  });

  it('keeps the point under the pointer', () => {
    const [x, y] = toData(box, size, 450, 50);
    const [px, py] = toPixels(zoomBox(box, 1.7, x, y), size, x, y);
    expect(px).toBeCloseTo(450, 9);
    expect(py).toBeCloseTo(50, 9);
  });

  it('stops where float32 would show', () => {
    let view = box;
    for (let k = 0; k < 100; k++) view = zoomBox(view, 3, 1, 0);
    expect(view.maxX - view.minX).toBeCloseTo(1e-5, 12);
    for (let k = 0; k < 100; k++) view = zoomBox(view, 1 / 3, 1, 0);
    expect(view.maxX - view.minX).toBeCloseTo(1e7, 3);
    // One that followed a swarm farther than that does not jump back.
    const far = { minX: -1e20, maxX: 1e20, minY: -1e20, maxY: 1e20 };
    expect(zoomBox(far, 1 / 2, 0, 0)).toEqual(far);
    expect(zoomBox(far, 2, 0, 0).maxX).toBe(5e19);
  });
});

describe('axisTicks', () => {
  it('gives round labelled numbers inside the range', () => {
    expect(axisTicks(-2.4, 2.4, 400)).toEqual([
      { value: -2, label: '−2' },
      { value: -1, label: '−1' },
      { value: 0, label: '0' },
      { value: 1, label: '1' },
      { value: 2, label: '2' },
    ]);
  });

  it('keeps labels short however far or near the view is, and distinct', () => {
    for (const size of [1e-5, 1e-4, 1, 1e5, 3e20, 8e37]) {
      const labels = axisTicks(-size, size, 600).map(({ label }) => label);
      expect(new Set(labels).size).toBe(labels.length);
      for (const label of labels) expect(label.length, label).toBeLessThan(12);
    }
    expect(axisTicks(-2.4e20, 2.4e20, 400).map(({ label }) => label)).toEqual([
      '−2 × 10²⁰',
      '−1 × 10²⁰',
      '0',
      '1 × 10²⁰',
      '2 × 10²⁰',
    ]);
    // Near a far place only plain numbers tell neighbours apart.
    expect(axisTicks(123_456, 123_456.5, 400)[0]?.label).toMatch(/^123,456\.\d$/);
  });
});

describe('boxes', () => {
  it('expands on all sides and compares by value', () => {
    expect(expandBox(box, 0.5)).toEqual({ minX: -5, maxX: 7, minY: -2, maxY: 2 });
    expect(sameBox(box, { ...box })).toBe(true);
    expect(sameBox(box, { ...box, maxY: 2 })).toBe(false);
    expect(sameBox(undefined, box)).toBe(false);
  });
});

it('a click is at its place, and means what is ten pixels from there', () => {
  const view = { minX: -2, maxX: 2, minY: -1, maxY: 1 };
  const { x, y, reach } = clickAt(view, { width: 400, height: 200 }, 300, 50);
  expect(x).toBeCloseTo(1, 12);
  expect(y).toBeCloseTo(0.5, 12);
  expect(reach).toBeCloseTo(0.1, 12);
});
