// One grammar for files, fields and addresses.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, isPlainNumber, readNumber, readTypedNumber } from '../../src/data/read-number';
import { formatPlainNumber } from '../../src/numbers';

describe('readNumber', () => {
  test.each([
    ['-12.5e-3', -0.0125],
    [' +.5E2 ', 50],
    ['5.', 5],
    ['\u22121.5', -1.5],
    ['\u20132', -2],
    ['\uFF0D3', -3],
    ['1e\u22123', 1e-3],
    ['1 234 567.5', 1234567.5],
    ['1\u202F234', 1234],
    ['1\u00A0234', 1234],
    ['1\u2009234', 1234],
    ["1'234.25", 1234.25],
    ['1’234', 1234],
    ['1_000', 1000],
    ['1,234', 1234],
    ['12,34,567', 1234567],
    ['-1,234.5e2', -123450],
  ])('%j is %d with a decimal point', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  test.each([
    ['3,5', 3.5],
    [',5', 0.5],
    ['\u22120,75', -0.75],
    ['1.234', 1234],
    ['1.234.567,5', 1234567.5],
    ['1 234,5', 1234.5],
    ["1'234,5", 1234.5],
    ['1,5e3', 1500],
    ['7', 7],
  ])('%j is %d with a decimal comma', (text, value) => {
    expect(readNumber(text, ',')).toBe(value);
  });

  test.each([
    '', ' ', 'abc', '12abc', '0x10', 'Infinity', 'NaN', '1e', '--1', '1.2.3', '1 2', '1,2,3', '1,23', '0,123', '1,234 567',
    '01,234', '1 234,567.5', '٣', '\u2212', '1\u2212', ',', '.', '1,,234', '1,234,', '1234,567',
  ])('%j is none', (text) => {
    expect(readNumber(text)).toBeNaN();
  }); // prettier-ignore

  test.each(['0.5', '1.5', '1.2.3', '1,2,3', '1.23,4'])('%j is none with a decimal comma', (text) => {
    expect(readNumber(text, ',')).toBeNaN();
  });

  test('never gives −0, and overflows to Infinity', () => {
    for (const text of ['-0', '\u22120', '-0.0']) expect(Object.is(readNumber(text), 0)).toBe(true);
    expect(Object.is(readNumber('-0,0', ','), 0)).toBe(true);
    expect(readNumber('1e999')).toBe(Infinity);
    expect(readNumber('-1e999')).toBe(-Infinity);
  });

  test('agrees with Number on everything that String prints', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = String(value);
        expect(isPlainNumber(text)).toBe(true);
        expect(readNumber(text)).toBe(value + 0);
        expect(readNumber(text.replace('.', ','), ',')).toBe(value + 0);
      }),
    );
  });

  test.each(['en-GB', 'de-DE', 'de-CH', 'fr-FR', 'sv-SE', 'pl-PL', 'en-IN', 'pt-BR'])(
    'reads what %s prints',
    (locale) => {
      const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
      const decimal = format.format(0.5).includes(',') ? ',' : '.';
      fc.assert(
        fc.property(fc.integer({ min: -1e12, max: 1e12 }), (thousandths) => {
          expect(readNumber(format.format(thousandths / 1000), decimal)).toBe(thousandths / 1000 + 0);
        }),
      );
    },
  );
});

test.each([
  ['0,5', ','],
  ['0.5', '.'],
  ['0,123', ','],
  ['1,234.5', '.'],
  ['1.234,5', ','],
  ['1,234,567', '.'],
  ['1.234.567', ','],
  ['1234,567', ','],
  ['1,234', 'open'],
  ['1.234', 'open'],
  ['950', undefined],
  ['1 234', undefined],
  ['1e-3', undefined],
  ['abc', undefined],
] as const)('decimalOf(%j) is %s', (text, decimal) => {
  expect(decimalOf(text)).toBe(decimal);
});

describe('readTypedNumber', () => {
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
    ['1.234', 1.234],
    ['1.234,5', 1234.5],
  ])('reads %j as %d', (text, value) => {
    expect(readTypedNumber(text)).toBe(value);
  });

  test('reads 65,536 as grouped where only whole numbers are meant', () => {
    expect(readTypedNumber('65,536', true)).toBe(65536);
    expect(readTypedNumber('65,5', true)).toBe(65.5);
  });

  test.each(['', ' ', 'abc', '12abc', '1,2,3', '0x10', 'Infinity', 'NaN', '1e', '--1', '1.2.3', '1 2'])(
    'refuses %j',
    (text) => {
      expect(readTypedNumber(text)).toBeNaN();
    },
  );

  test('what is shown is read back to the digits shown', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
        const back = readTypedNumber(formatPlainNumber(value), Number.isInteger(value));
        expect(Math.abs(back - value)).toBeLessThanOrEqual(5.0000001e-6 * Math.abs(value));
      }),
    );
  });
});
