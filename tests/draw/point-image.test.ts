import { describe, expect, it } from 'vitest';
import { paintPoints, toBytes, type FloatImage } from '../../src/draw/point-image';

const box = { minX: 0, maxX: 16, minY: 0, maxY: 12 };
const blank = (): FloatImage => ({ width: 16, height: 12, data: new Float32Array(4 * 16 * 12) });
const alphaAt = ({ width, data }: FloatImage, x: number, y: number): number => data[4 * (y * width + x) + 3]!;

describe('paintPoints', () => {
  it('paints a disc of the right area where the particle is', () => {
    const image = blank();
    paintPoints(image, [5.5, 8.5], 1, box, { radius: 2, alpha: 0.5 }, [1, 0, 0]);
    expect(alphaAt(image, 5, 3)).toBe(0.5);
    expect(alphaAt(image, 9, 3)).toBe(0);
    const area = Array.from({ length: 16 * 12 }, (_, i) => image.data[4 * i + 3]! / 0.5).reduce((a, b) => a + b, 0);
    // The linear edge adds π/12 to the area π r²; the sum over pixels is a midpoint rule, good to about half a pixel.
    expect(Math.abs(area - Math.PI * (4 + 1 / 12))).toBeLessThan(0.5);
  });

  it('lets overlap build up', () => {
    const image = blank();
    paintPoints(image, [5.5, 8.5, 5.5, 8.5], 2, box, { radius: 2, alpha: 0.5 }, [1, 0.5, 0]);
    expect(Array.from(image.data.subarray(4 * (3 * 16 + 5), 4 * (3 * 16 + 5) + 4))).toEqual([0.75, 0.375, 0, 0.75]);
  });

  it('skips what is not finite or far away and cuts what hangs over the border', () => {
    const image = blank();
    const positions = [NaN, 1, 1, Infinity, -(2 ** 20), 2 ** 20, 3e38, 1];
    paintPoints(image, positions, 4, box, { radius: 2, alpha: 1 }, [1, 1, 1]);
    expect(image.data.every((value) => value === 0)).toBe(true);
    paintPoints(image, [0, 12, 16, 0], 2, box, { radius: 2, alpha: 1 }, [1, 1, 1]);
    expect(alphaAt(image, 0, 0)).toBe(1);
    expect(alphaAt(image, 15, 11)).toBe(1);
  });
});

describe('toBytes', () => {
  it('undoes the premultiplication', () => {
    const out = new Uint8ClampedArray(8);
    toBytes({ width: 2, height: 1, data: Float32Array.from([0.25, 0.5, 0, 0.5, 0, 0, 0, 0]) }, out);
    expect([...out]).toEqual([128, 255, 0, 128, 0, 0, 0, 0]);
  });
});
