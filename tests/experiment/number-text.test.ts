import { expect, test } from 'vitest';
import { formatPlainNumber } from '../../src/experiment/number-text';

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
