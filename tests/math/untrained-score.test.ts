import { expect, test } from 'vitest';
import { UntrainedScore } from '../../src/math/untrained-score';

test('the divergence is that of the score, by central differences', () => {
  const [dimension, sigma, step] = [3, 0.7, 1e-4];
  const model = new UntrainedScore(dimension, sigma, 5);
  const x = [0.3, -0.8, 1.1];
  const moved = (axis: number, by: number): number =>
    model.at(x.map((value, j) => (j === axis ? value + by : value))).score[axis];
  const slopes = x.map((_, axis) => (moved(axis, step) - moved(axis, -step)) / (2 * step));
  // step²/6 times a third derivative of about 1/σ⁴.
  expect(model.at(x).divergence).toBeCloseTo(
    slopes.reduce((sum, slope) => sum + slope, 0),
    6,
  );
});
