// The kernel density in float64 against the golden cases; its covariance against the slope of the mean shift.
import { describe, expect, test } from 'vitest';
import { leadingAxes, scoreAt, spread, weigh } from '../../src/math/kernel-weights';
import { exactScores, shiftMatrices } from '../../src/math/mean-shift-slopes';
import { rowsOf } from '../../src/math/vectors';
import { expectClose } from '../support/agree';
import { flat, golden, goldenIds, goldenTolerance } from '../support/golden';

describe('score and log density', () => {
  test.each(goldenIds('kernel_score'))('%s', (id) => {
    const found = golden('kernel_score', id);
    const centres = found.inputs['centres'] as unknown[];
    const [points, x] = [flat(centres), flat(found.inputs['x'])];
    const dimension = points.length / centres.length;
    const sigma = Number(found.inputs['sigma']);
    const places = rowsOf(x, dimension);
    const check = (field: string, got: readonly number[]): void =>
      expectClose(
        `${id}: ${field}`,
        Float64Array.from(got),
        flat(found.expected[field]),
        goldenTolerance(found, field, 'f64'),
      );
    check(
      'score',
      places.flatMap((place) => [...scoreAt(points, place, sigma)]),
    );
    check(
      'log_density',
      places.map((place) => weigh(points, place, sigma).logDensity),
    );
  });
});

test('the covariance of the weights over σ² is the slope of the mean shift; its trace the sum of its eigenvalues', async () => {
  const points = [0, 0, 1, 0.2, 0.4, 0.9, -0.7, 0.5];
  const [place, sigma] = [Float64Array.of(0.2, 0.3), 0.6];
  const weighting = weigh(points, place, sigma);
  const axes = leadingAxes(points, weighting, 2);
  expect(spread(points, weighting)).toBeCloseTo(axes[0].value + axes[1].value, 12);
  const [matrix] = await shiftMatrices(exactScores(points, 2, sigma), [{ place, axes }], sigma);
  axes.forEach(({ value }, k) => {
    // Fourth-order differences over σ/12.
    expect(matrix[k][k]).toBeCloseTo(value / sigma ** 2, 4);
    expect(matrix[k][1 - k]).toBeCloseTo(0, 4);
  });
});
