// The samples belong to the laws whose scores are given: Stein's identities, MATHS.md 3.1.
import { expect, test } from 'vitest';
import { drawPoints, syntheticIds, trueScore } from '../../src/data/synthetic';
import { MixtureDensity } from '../../src/math/mixture';

const COUNT = 4000;

test.each(syntheticIds)('%s: E s = 0 and E s·x = −d', (id) => {
  const dimension = id === 'normal' ? 5 : 2;
  const points = new Float32Array(COUNT * dimension);
  drawPoints(id, points, dimension, 7, 0, COUNT);
  const score = trueScore(id, points, dimension);
  const radial = Float64Array.from({ length: COUNT }, (_, row) => {
    let sum = 0;
    for (let j = 0; j < dimension; j++) sum += score[row * dimension + j] * points[row * dimension + j];
    return sum;
  });
  const across = Float64Array.from({ length: COUNT }, (_, row) => score[row * dimension]);
  for (const [values, expected] of [
    [radial, -dimension],
    [across, 0],
  ] as const) {
    const mean = values.reduce((sum, value) => sum + value / COUNT, 0);
    const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / COUNT;
    expect(Math.abs(mean - expected)).toBeLessThan(5 * error + 1e-6);
    expect(error).toBeLessThan(0.5);
  }
});

test('rows depend on the seed and the row alone', () => {
  const whole = new Float32Array(200);
  const parts = new Float32Array(200);
  drawPoints('spiral', whole, 2, 3, 0, 100);
  drawPoints('spiral', parts, 2, 3, 60, 100);
  drawPoints('spiral', parts, 2, 3, 0, 60);
  expect(parts).toEqual(whole);
});

test('the mixture is that of MATHS.md K5', () => {
  const exact = new MixtureDensity(
    [0.5, 0.3, 0.2],
    [-1.5, 0, 1, 1, 1, -1.5],
    [0.3, 0, 0, 0.5, 0.4, 0.2, 0.2, 0.4, 0.25, 0, 0, 0.25],
  );
  for (const point of [
    [0.3, -0.2],
    [-2, 4],
    [1, 1],
  ]) {
    const expected = new Float64Array(2);
    exact.score(point, expected);
    const score = trueScore('mixture', point, 2);
    expect(score[0]).toBeCloseTo(expected[0], 12);
    expect(score[1]).toBeCloseTo(expected[1], 12);
  }
});
