import { expect, test } from 'vitest';
import { cssColour, mix, readRgb } from '../../src/draw/rgb';
import { palettes } from '../../src/ui/tokens';

test.each(Object.values(palettes).flatMap((palette) => Object.values(palette)))(
  '%s is read and written alike',
  (hex) => {
    expect(readRgb(hex).every((channel) => channel >= 0 && channel <= 1)).toBe(true);
    expect(cssColour(readRgb(hex))).toBe(hex);
  },
);

test('mix goes from one colour to the other', () => {
  expect(mix([0, 0.5, 1], [1, 0.5, 0], 0.25)).toEqual([0.25, 0.5, 0.75]);
});
