import { expect, it } from 'vitest';
import { stretchColours } from '../../src/draw/density-image';

it('stretchColours is bilinear between the middles of cells and even beyond the border', () => {
  const image = { width: 4, height: 2, data: new Float32Array(4 * 8) };
  // Two cells of two pixels: the left one red and opaque, the right one empty.
  stretchColours(image, { columns: 2, rows: 1, side: 2 }, [0xff0000ff, 0]);
  const alphas = Array.from({ length: 8 }, (_, i) => image.data[4 * i + 3]);
  expect(alphas).toEqual([1, 0.75, 0.25, 0, 1, 0.75, 0.25, 0]);
  expect(Array.from(image.data.subarray(4, 8))).toEqual([0.75, 0, 0, 0.75]);
});
