// What is read off a path, of paths that are known.
import { expect, test } from 'vitest';
import { crossings, energyOf, meanEnergy, roundsOfTurn, type Path, type Point } from '../../src/math/dirac-paths';

/** Round the circle of this radius, so much a record. */
function circle(radius: number, angle: number, records: number, stride = 1): Path {
  const at = (i: number): Point => [radius * Math.cos(0.3 + i * angle), radius * Math.sin(0.3 + i * angle)];
  return { stride, points: Array.from({ length: records }, (_, i) => at(i)) };
}

test('the rounds of a turn, and none where it is not completed', () => {
  expect(roundsOfTurn(circle(2, 0.01, 700))).toBeCloseTo(200 * Math.PI, 9);
  expect(roundsOfTurn(circle(2, 0.01, 700, 5))).toBeCloseTo(1000 * Math.PI, 8);
  expect(roundsOfTurn(circle(2, 0.01, 600))).toBeNaN();
});

test('crossings of ψ = 0: where, and when', () => {
  const found = crossings(circle(2, 0.01, 700, 3));
  expect(found.map(({ size }) => size)).toEqual([expect.closeTo(2, 3), expect.closeTo(2, 3)]);
  expect(found.map(({ round }) => round / 300)).toEqual([
    expect.closeTo(Math.PI - 0.3, 4),
    expect.closeTo(2 * Math.PI - 0.3, 4),
  ]);
});

test('energies', () => {
  expect(energyOf([3, -4])).toBe(25);
  expect(meanEnergy(circle(2, 0.1, 9).points)).toBeCloseTo(4, 12);
});
