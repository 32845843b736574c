import { describe, expect, it } from 'vitest';
import {
  correlationError,
  frequencyEstimate,
  gaussianVarianceError,
  judge,
  meanEstimate,
  planeStatistics,
  rotateMoments,
} from '../../src/math/statistics';
import { momentSums } from '../support/moment-sums';
import { normalSource } from '../support/normals';

/** A skewed, correlated cloud, so that third moments and rotations matter. */
function cloud(n: number, seed: number): Float64Array {
  const normal = normalSource(seed);
  return Float64Array.from({ length: n }).reduce<Float64Array>(
    (points, _, i) => {
      const [a, b] = [normal(), normal()];
      points.set([1 + a * a * 0.3 + a, -2 + 0.5 * a + 0.7 * b], 2 * i);
      return points;
    },
    new Float64Array(2 * n),
  );
}

const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const mean = average(values);
  return Math.sqrt(average(values.map((v) => (v - mean) ** 2)));
};

describe('moment sums', () => {
  const points = cloud(500, 1);

  it('do not depend on the centre', () => {
    const near = planeStatistics(momentSums(points, [1, -2]));
    const far = planeStatistics(momentSums(points, [4, 3]));
    for (const key of ['meanX', 'meanY', 'varianceX', 'varianceY', 'covariance', 'correlation'] as const) {
      expect(far[key].value).toBeCloseTo(near[key].value, 10);
      expect(far[key].standardError).toBeCloseTo(near[key].standardError, 10);
    }
  });

  it('equal the sums taken directly about the mean', () => {
    const xs = Array.from(points.filter((_, i) => i % 2 === 0));
    const ys = Array.from(points.filter((_, i) => i % 2 === 1));
    const [mx, my] = [average(xs), average(ys)];
    const products = xs.map((x, i) => (x - mx) * (ys[i] - my));
    const squares = xs.map((x) => (x - mx) ** 2);
    const { covariance, varianceX, correlation } = planeStatistics(momentSums(points, [0.5, 0.5]));
    expect(varianceX.value).toBeCloseTo(average(squares), 11);
    expect(varianceX.standardError).toBeCloseTo(deviation(squares) / Math.sqrt(500), 11);
    expect(covariance.value).toBeCloseTo(average(products), 11);
    expect(covariance.standardError).toBeCloseTo(deviation(products) / Math.sqrt(500), 11);
    expect(correlation.value).toBeCloseTo(average(products) / deviation(xs) / deviation(ys), 11);
  });

  it('rotate like the points', () => {
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    const turned = points.map((value, i) =>
      i % 2 === 0 ? c * value + s * points[i + 1] : c * value - s * points[i - 1],
    );
    const centre = [0.3, -0.2] as const;
    const there = [c * centre[0] + s * centre[1], c * centre[1] - s * centre[0]] as const;
    const wanted = momentSums(turned, there);
    const got = rotateMoments(momentSums(points, centre), [c, s]);
    for (const key of Object.keys(wanted) as (keyof typeof wanted)[]) {
      if (key === 'centre') expect(got.centre).toEqual(there);
      else expect(Math.abs(got[key] - wanted[key])).toBeLessThan(1e-12 * momentSums(points, centre).uuuu + 1e-9);
    }
  });
});

describe('standard errors', () => {
  const repetitions = Array.from({ length: 400 }, (_, i) => planeStatistics(momentSums(cloud(400, 100 + i), [1, -2])));

  // The scatter over 400 repetitions is itself known to 1/√800 = 3.5 %; 5 of these, plus the bias of the error at n = 400.
  it.each(['meanX', 'meanY', 'varianceY', 'covariance', 'varianceX'] as const)('of %s describe its scatter', (key) => {
    const scatter = deviation(repetitions.map((r) => r[key].value));
    const claimed = average(repetitions.map((r) => r[key].standardError));
    expect(Math.abs(scatter / claimed - 1)).toBeLessThan(5 / Math.sqrt(800) + 0.03);
  });

  it('agree with the Gaussian formulas on Gaussian draws', () => {
    const normal = normalSource(7);
    const points = Float64Array.from({ length: 2 * 100_000 }, () => 3 * normal());
    const { varianceX, correlation } = planeStatistics(momentSums(points));
    expect(Math.abs(varianceX.standardError / gaussianVarianceError(9, 100_000) - 1)).toBeLessThan(0.05);
    expect(correlation.standardError).toBeCloseTo(correlationError(0, 100_000), 6);
    expect(judge(varianceX.value, 9, varianceX.standardError).holds).toBe(true);
  });

  it('of a mean and a frequency', () => {
    expect(meanEstimate(4, 10, 30)).toEqual({ value: 2.5, standardError: Math.sqrt(1.25 / 4) });
    expect(frequencyEstimate(25, 100)).toEqual({ value: 0.25, standardError: Math.sqrt(0.25 * 0.75) / 10 });
  });
});

describe('judge', () => {
  it('takes five standard errors and the float32 term', () => {
    expect(judge(1.06, 1, 0.01, 0.011)).toMatchObject({ holds: true });
    expect(judge(1.06, 1, 0.01)).toMatchObject({ holds: false, tolerance: 0.05 });
    expect(judge(1.025, 1, 0.01).deviation).toBeCloseTo(0.5, 10);
    expect(judge(1.03, 1, 0.01, 0, 2).holds).toBe(false);
  });

  it('is never satisfied with NaN or infinities, and is exact without tolerance', () => {
    expect(judge(NaN, 1, 1).holds).toBe(false);
    expect(judge(1, NaN, 1).holds).toBe(false);
    expect(judge(Infinity, Infinity, 1).holds).toBe(false);
    expect(judge(2, 2, 0)).toEqual({ tolerance: 0, holds: true, deviation: 0 });
    expect(judge(2, 2.1, 0)).toMatchObject({ holds: false, deviation: Infinity });
  });
});
