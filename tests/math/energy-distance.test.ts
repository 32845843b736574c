import { expect, it } from 'vitest';
import { energyDistance, energyTest, nearestDistances } from '../../src/math/energy-distance';
import { normalSource, uniformSource } from '../../src/math/random';

function normals(count: number, shift: number, seed: number): Float64Array[] {
  const normal = normalSource(seed, 1);
  return Array.from({ length: count }, () => Float64Array.of(shift + normal(), normal()));
}

it('is 0 for the same rows, little for the same law and twice the distance of points far apart', () => {
  const rows = normals(300, 0, 1);
  expect(energyDistance(rows, rows)).toBeCloseTo(0, 12);
  // For n rows each of one law 2 E|X − Y|/n = 2 √π/n on average, by the pairs of a row with itself.
  expect(energyDistance(rows, normals(300, 0, 2))).toBeLessThan((5 * 2 * Math.sqrt(Math.PI)) / 300);
  expect(energyDistance(rows, normals(300, 1, 2))).toBeGreaterThan(0.1);
  expect(energyDistance([[0, 0]], [[3, 4]])).toBe(10);
});

it('finds the nearest of points', () => {
  expect(
    nearestDistances(
      [
        [0, 0],
        [9, 1],
      ],
      [3, 4, 0, 1, 9, 9],
    ),
  ).toEqual([1, Math.sqrt(45)]);
});

it('tells equal laws from others by dividing the rows anew', () => {
  const test = (shift: number) => energyTest(normals(200, 0, 3), normals(200, shift, 4), 64, uniformSource(1, 2));
  const [same, other] = [test(0), test(0.5)];
  expect(same.distance).toBeCloseTo(energyDistance(normals(200, 0, 3), normals(200, 0, 4)), 10);
  // Of divisions of 2n rows of one law 2 E|X − Y|/n, as above, but for the shift that is among them.
  expect(same.floor * 200).toBeCloseTo(2 * Math.sqrt(Math.PI), 0);
  expect(Math.abs(same.distance - same.floor)).toBeLessThan(5 * same.spread);
  expect(other.distance - other.floor).toBeGreaterThan(5 * other.spread);
});
