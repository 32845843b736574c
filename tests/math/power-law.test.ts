// The slope of what comes on top of the fixed cost of an evaluation.
import { expect, test } from 'vitest';
import { fitPowerLaw } from '../../src/math/power-law';

const sizes = Array.from({ length: 9 }, (_, k) => 4 ** (k + 5));

test.each([0.5, 1, 1.5])('a power of N·M over a fixed cost is found: slope %d', (power) => {
  // From the smallest size on the fixed cost rules: what the smallest size adds to it is below a thousandth.
  const cost = (pairs: number): number => 2e-3 + 0.08 * (pairs / sizes[8]) ** power;
  const { fixed, slope, at } = fitPowerLaw(sizes, sizes.map(cost));
  const unknown = cost(sizes[0]) - 2e-3;
  expect(fixed).toBeCloseTo(2e-3 + unknown, 12);
  // Taking the smallest size for the fixed cost leaves out at most this share of the third largest.
  const share = unknown / (cost(sizes[6]) - 2e-3);
  expect(Math.abs(slope - power)).toBeLessThan(1e-9 + share);
  expect(at(sizes[8])).toBeCloseTo(cost(sizes[8]), 3);
});
