// Columns about 0 in float64: what 32 bits would lose is kept.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce } from '../../src/data/slices';
import { centring, standardise } from '../../src/data/standardise';

test('standardised: mean 0, deviation 1, and the values come back', () => {
  const values = [2459000.50147, 2459000.50432, 2459000.6];
  const { coordinates, centre, scale } = standardise(values);
  // The mean of numbers near 2.5e6 is known to 2⁻³¹, a hundred-millionth of this scale.
  const rounding = (3 * 2 ** -31) / scale;
  expect(Math.abs(coordinates.reduce((sum, one) => sum + one, 0))).toBeLessThan(3 * rounding);
  expect(Math.abs(coordinates.reduce((sum, one) => sum + one ** 2, 0) - 3)).toBeLessThan(6 * rounding);
  coordinates.forEach((one, i) => expect(Math.abs(centre + scale * one - values[i])).toBeLessThanOrEqual(2 ** -30));
});

test('a column without spread is zeros about its value', () => {
  expect(standardise([7, 7, 7])).toEqual({ coordinates: new Float64Array(3), centre: 7, scale: 1 });
  expect(atOnce(centring([7.25, 7.25], false))).toEqual({ coordinates: new Float64Array(2), centre: 7.25, scale: 1 });
});

test('only shifted: the centre is at most half a unit of the next power of ten from the mean, and 0 near 0', () => {
  const column = fc.tuple(
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
  );
  fc.assert(
    fc.property(column, ([mean, deviation]) => {
      const { centre, scale } = atOnce(centring([mean - deviation, mean + deviation], false));
      const unit = 10 ** Math.ceil(Math.log10(deviation));
      expect(scale).toBe(1);
      expect(Math.abs(centre - mean)).toBeLessThanOrEqual(0.51 * unit + 1e-6);
      // 0 where the mean is less than half of that unit, so that such a file is shown as it is.
      if (Math.abs(mean) < 0.49 * deviation) expect(Object.is(centre, 0)).toBe(true);
    }),
  );
});
