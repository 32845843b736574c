import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPlainNumber, parsePlainNumber, parseTypedNumber } from '../../src/labs/number-text';

describe('parseTypedNumber', () => {
  test.each([
    ['0.05', 0.05],
    [' 1e-3 ', 1e-3],
    ['0,05', 0.05],
    ['−1', -1],
    ['+.5', 0.5],
    ['5.', 5],
    ['1 000 000', 1e6],
    ['1,234.5', 1234.5],
    ['1,234,567', 1234567],
    ['1,5', 1.5],
    ['1,234', 1.234],
  ])('reads %j as %d', (text, value) => {
    expect(parseTypedNumber(text)).toBe(value);
  });

  test('reads 65,536 as grouped where only whole numbers are meant', () => {
    expect(parseTypedNumber('65,536', true)).toBe(65536);
    expect(parseTypedNumber('65,5', true)).toBe(65.5);
  });

  test.each(['', ' ', 'abc', '12abc', '1,2,3', '0x10', 'Infinity', 'NaN', '1e', '--1', '1.2.3', '1 2'])(
    'refuses %j',
    (text) => {
      expect(parseTypedNumber(text)).toBeNaN();
    },
  );

  test('what is shown is read back to the digits shown', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
        const back = parseTypedNumber(formatPlainNumber(value), Number.isInteger(value));
        expect(Math.abs(back - value)).toBeLessThanOrEqual(5.0000001e-6 * Math.abs(value));
      }),
    );
  });
});

describe('parsePlainNumber', () => {
  test('never gives −0, and overflows to Infinity', () => {
    expect(Object.is(parsePlainNumber('-0'), 0)).toBe(true);
    expect(parsePlainNumber('1e999')).toBe(Infinity);
  });

  test('agrees with Number on everything that String prints', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parsePlainNumber(String(value))).toBe(value + 0);
      }),
    );
  });
});

test('formatPlainNumber groups whole numbers and shortens others', () => {
  expect([65536, 0.05, 1e-5, -2, -0, 1 / 3, 1e-7].map(formatPlainNumber)).toEqual([
    '65,536',
    '0.05',
    '0.00001',
    '-2',
    '0',
    '0.333333',
    '1e-7',
  ]);
});
