import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neighbour, sliderScale } from '../../../src/ui/controls/slider-scale';

const ranges = {
  step: { min: 1e-5, max: 10, scale: 'log' },
  noise: { min: 0, max: 2, scale: 'linear' },
  modes: { min: 1, max: 32, scale: 'linear', integer: true },
  chains: { min: 1, max: 2 ** 20, scale: 'log', integer: true },
  limited: { min: 1, max: 3000, scale: 'log', integer: true },
  angle: { min: -90, max: 90, scale: 'linear' },
  many: { min: 0, max: 100_000, scale: 'linear', integer: true },
} as const;

describe.each(Object.entries(ranges))('%s', (_, range) => {
  const scale = sliderScale(range);
  const positions = Array.from({ length: scale.last + 1 }, (_unused, position) => position);

  test('reaches both ends exactly and never turns back', () => {
    const values = positions.map((position) => scale.toValue(position));
    expect([values.at(0), values.at(-1)]).toEqual([range.min, range.max]);
    values.slice(1).forEach((value, i) => expect(value).toBeGreaterThanOrEqual(values[i] ?? NaN));
    if ('integer' in range) values.forEach((value) => expect(Number.isInteger(value)).toBe(true));
  });

  test('stays where it is put', () => {
    for (const position of positions) {
      const value = scale.toValue(position);
      expect(scale.toPosition(value)).toBe(position);
    }
  });

  test('the neighbour is inside the range, on the asked side, and moves unless at the end', () => {
    const { min, max } = range;
    const any = 'integer' in range ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(any, (value) => {
        const [below, above] = [neighbour(range, value, -1), neighbour(range, value, 1)];
        expect(value === max ? above === max : above > value && above <= max).toBe(true);
        expect(value === min ? below === min : below < value && below >= min).toBe(true);
      }),
    );
  });
});

test('stops are numbers worth reading', () => {
  expect(sliderScale(ranges.noise).toValue(1)).toBe(0.01);
  expect(sliderScale(ranges.noise).toPosition(1)).toBe(100);
  expect(sliderScale(ranges.chains).toValue(16)).toBe(65_536);
  expect(sliderScale(ranges.modes).last).toBe(31);
  expect(sliderScale(ranges.angle).toValue(100)).toBe(10);
  expect(String(sliderScale(ranges.step).toValue(77)).length).toBeLessThanOrEqual(8);
});

test('a value below a logarithmic range sits at its start', () => {
  expect(sliderScale(ranges.step).toPosition(0)).toBe(0);
});
