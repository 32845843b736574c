// The linear model's optimum and curvature against differences of its loss, and batches over which means are exact.
import { expect, it } from 'vitest';
import { linearTraining, parabolaBatch } from '../../src/math/linear-training';
import { linearLoss, momentsOf } from '../../src/math/score-matching';
import { someData } from '../support/score-models';

it('curves as the loss does, and rests at its least value', () => {
  const data = someData(20, 2);
  const moments = momentsOf(data, 2);
  const { weights, curvatures, limit } = linearTraining(moments, 0.7, 3);
  const loss = (change: readonly number[]): number => {
    const [a, ...b] = Array.from(weights, (weight, k) => weight + change[k]);
    return 3 * linearLoss(moments, { a, b }, 0.7);
  };
  const rest = loss([0, 0, 0]);
  [0, 1, 2].forEach((k) => {
    const [up, down] = [1, -1].map((sign) => loss([0, 1, 2].map((i) => (i === k ? 0.5 * sign : 0))));
    expect(up - down).toBeCloseTo(0, 10);
    expect((up + down - 2 * rest) / 0.25).toBeCloseTo(curvatures[Math.min(k, 1)], 9);
  });
  expect(limit).toBeCloseTo(2 / Math.max(...curvatures), 12);
});

it('gives noise of mean 0 and covariance I for every datum', () => {
  const { index, noise } = parabolaBatch(2, 3);
  expect(index).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  for (let j = 0; j < 3; j++)
    for (let k = 0; k < 3; k++) {
      const products = index.map((_, i) => noise[3 * i + j] * noise[3 * i + k]);
      expect(products.reduce((sum, value) => sum + value, 0) / 12).toBeCloseTo(j === k ? 1 : 0, 12);
      expect(index.reduce((sum, _, i) => sum + noise[3 * i + j], 0)).toBe(0);
    }
});
