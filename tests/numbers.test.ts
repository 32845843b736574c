import { describe, expect, it, test } from 'vitest';
import {
  factor,
  figure,
  fixed,
  formatComparison,
  formatCoordinate,
  formatNumber,
  formatPlainNumber,
  formatRange,
  formatRate,
  grouped,
  powerOfTen,
} from '../src/numbers';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.778123, '0.778'],
    [-1.4689, '−1.47'],
    [0.01, '0.0100'],
    [99_999, '1.00 × 10⁵'],
    [65536, '65,536'],
    [3.14e-7, '3.14 × 10⁻⁷'],
    [-2.5e11, '−2.50 × 10¹¹'],
    [0.00099999, '0.00100'],
    [Number.NaN, ''],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('writes %d as %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it('never writes a negative zero', () => {
    expect(fixed(-0.0004, 2)).toBe('0.00');
    expect(fixed(-4, -2)).toBe('0');
  });
});

describe('formatComparison', () => {
  it.each([
    [0.10132, 0.10118, 0.00061, '0.1013', '0.1012 ± 0.0006'],
    [0.5, 0.512, 0.0149, '0.500', '0.512 ± 0.015'],
    [0.5, 0.512, 0.0996, '0.50', '0.51 ± 0.10'],
    [0, 3.12e-7, 2.4e-8, '0', '(3.1 ± 0.2) × 10⁻⁷'],
    [123_456, 123_999, 1234, '1.235 × 10⁵', '(1.240 ± 0.012) × 10⁵'],
    [20_000, 20_456, 300, '20,000', '20,500 ± 300'],
    [1e-9, 0.001, 0.02, '1.0 × 10⁻⁹', '0.00 ± 0.02'],
    [1, 0.9999999, 3e-9, '1.000000', '1.000000 ± 3 × 10⁻⁹'],
    [-1.5, -1.49, 0.003, '−1.500', '−1.490 ± 0.003'],
  ])('predicts %d, measures %d ± %d', (predicted, measured, error, left, right) => {
    expect(formatComparison(predicted, measured, error)).toEqual({ predicted: left, measured: right });
  });

  it('shows no error where there is none, and nothing for what is not a number', () => {
    expect(formatComparison(0.25, 0.25, 0)).toEqual({ predicted: '0.2500', measured: '0.2500' });
    expect(formatComparison(Number.NaN, Number.NaN, Number.NaN)).toEqual({ predicted: '', measured: '' });
    expect(formatComparison(Number.NaN, 2, 0.5).predicted).toBe('');
  });
});

describe('counts, powers, coordinates', () => {
  it('separates thousands', () => expect(grouped(1_048_576)).toBe('1,048,576'));
  it('raises exponents', () => expect(powerOfTen(-12)).toBe('10⁻¹²'));
  it('gives a coordinate the decimals that a pixel resolves', () => {
    expect(formatCoordinate(-1.46891, 0.009)).toBe('−1.469');
    expect(formatCoordinate(1234.567, 12)).toBe('1,235');
    expect(formatCoordinate(-1.23456e22, 1e19)).toBe('−1.235 × 10²²');
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

test('figure shortens for a sentence', () => {
  expect([0.05, -1.2345, 12345, 1e-7, NaN, Infinity].map((value) => figure(value))).toEqual([
    '0.05',
    '−1.23',
    '12300',
    '1e−7',
    'undefined',
    '∞',
  ]);
});

test('factor keeps the digits behind a 1', () => {
  expect([1, 2.34567, 1.00012345, 0.999].map(factor)).toEqual(['1', '2.35', '1.00012', '0.999']);
});

test('formatRange tells its ends apart', () => {
  expect(formatRange(-2, 2)).toBe('−2.0 to 2.0');
  expect(formatRange(1.00001, 1.00002)).toBe('1.0000100 to 1.0000200');
});

test('a prediction that dwarfs its measurement is a power of ten', () => {
  expect(formatComparison(1e22, 1, 0.1).predicted).toBe('1.0 × 10²²');
});

test.each([
  [0, ''],
  [NaN, ''],
  [3.21, '3.2 chain-steps/s'],
  [28_400_000, '28 M chain-steps/s'],
  [1.94e9, '1.9 G chain-steps/s'],
  [999_900, '1 M chain-steps/s'],
])('%d is written %j', (perSecond, text) => {
  expect(formatRate(perSecond, 'chain-steps')).toBe(text);
});
