import { describe, expect, it } from 'vitest';
import { fitCanvas, pixelRatioOf } from '../../src/draw/canvas-size';

/** A canvas that counts how often its buffer was emptied. */
function fakeCanvas(clientWidth: number): { canvas: HTMLCanvasElement; emptied: () => number } {
  let [width, emptied] = [300, 0];
  const canvas = {
    clientWidth,
    height: 150,
    get width(): number {
      return width;
    },
    set width(value: number) {
      width = value;
      emptied++;
    },
  };
  return { canvas: canvas as HTMLCanvasElement, emptied: () => emptied };
}

describe('fitCanvas', () => {
  it('clamps to what the device allows', () => {
    const { canvas } = fakeCanvas(10);
    expect(fitCanvas(canvas, 20_000, 70.6, 8192)).toBe(true);
    expect([canvas.width, canvas.height]).toEqual([8192, 71]);
  });

  it('keeps a buffer of one pixel for a canvas that shows nothing, and says so', () => {
    const { canvas } = fakeCanvas(0);
    expect(fitCanvas(canvas, 0, 500, 8192)).toBe(false);
    expect([canvas.width, canvas.height]).toEqual([1, 500]);
  });

  it('does not empty the canvas when nothing changes', () => {
    const { canvas, emptied } = fakeCanvas(10);
    fitCanvas(canvas, 640, 480, 8192);
    fitCanvas(canvas, 640, 480, 8192);
    expect(emptied()).toBe(1);
  });
});

describe('pixelRatioOf', () => {
  it('is what the layout says, within reason', () => {
    const ratio = (width: number, clientWidth: number): number => {
      const { canvas } = fakeCanvas(clientWidth);
      canvas.width = width;
      return pixelRatioOf(canvas);
    };
    expect(ratio(1520, 760)).toBe(2);
    expect(ratio(1520, 0)).toBe(1);
    expect(ratio(8192, 10)).toBe(4);
  });
});
