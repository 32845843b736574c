import { describe, expect, test } from 'vitest';
import { gaussianError, gaussianFourth, gaussianLoss } from '../../src/math/diffusion-gaussian';
import { normalNodes, timePanels } from '../../src/math/diffusion-quadrature';
import { diffusionSchedule, type ScheduleOptions } from '../../src/math/diffusion-schedule';
import { uniformSource } from '../../src/math/random';

describe.each([1, 2] as const)('the mean over normals in %d dimensions', (dimension) => {
  const { places, weights } = normalNodes(dimension);
  const mean = (f: (x: number, y: number) => number): number =>
    weights.reduce((sum, weight, i) => sum + weight * f(places[2 * i], places[2 * i + 1]), 0);

  test('has the moments of the law', () => {
    expect(mean(() => 1)).toBeCloseTo(1, 14);
    expect(mean((x) => x)).toBeCloseTo(0, 14);
    expect(mean((x) => x * x)).toBeCloseTo(1, 7);
    expect(mean((x) => x ** 4)).toBeCloseTo(3, 5);
    expect(mean((_, y) => y * y)).toBeCloseTo(dimension - 1, 7);
    expect(mean((x) => Math.cos(2 * x))).toBeCloseTo(Math.exp(-2), 8);
  });

  test('lies within 8.5', () => {
    expect(Math.max(...places.map(Math.abs))).toBeLessThanOrEqual(8.5);
  });
});

const ends = { gamma0: -6, gamma1: 6 } as const;
const gammas = Array.from({ length: 513 }, (_, i) => -6 + (12 * i) / 512);
const leastFor = (variance: number, dimension: number): ScheduleOptions => ({
  kind: 'least-variance',
  ...ends,
  fourths: gammas.map((gamma) => gaussianFourth(variance, dimension, Math.exp(-gamma))),
});

describe('the variance of the one-term estimator, Gaussian data', () => {
  const [variance, dimension] = [1.69, 2];
  const varianceOf = (
    options: ScheduleOptions,
  ): { readonly limit: number; readonly variance: number; readonly least: number } => {
    const schedule = diffusionSchedule(options);
    const panels = timePanels(schedule);
    const snrs = panels.times.map((t) => schedule.at(t).snr);
    const limit = panels.limit(snrs.map((v) => gaussianError(variance, dimension, v)));
    const fourths = snrs.map((v) => gaussianFourth(variance, dimension, v));
    return {
      limit,
      variance: panels.second(fourths) - limit ** 2,
      least: panels.leastSecond(fourths) - limit ** 2,
    };
  };

  test('is that of the specification, whose mean is the limit (D16)', () => {
    const got = varianceOf({ kind: 'vp-linear-logsnr', ...ends });
    expect(got.limit).toBeCloseTo(6.522, 4);
    expect(got.variance).toBeCloseTo(90.13, 2);
  });

  test('is what draws have', () => {
    const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', ...ends });
    const uniform = uniformSource(3);
    const draws = 200_000;
    let [sum, squares, quarts] = [0, 0, 0];
    const mean = gaussianLoss(schedule, variance, dimension, 1).limit;
    for (let i = 0; i < draws; i++) {
      const { snr } = schedule.at(uniform());
      // Two coordinates: ‖x − x̂‖² is exponential, of this mean.
      const square = -gaussianError(variance, dimension, snr) * Math.log(uniform());
      const off = 0.5 * 12 * snr * square - mean;
      sum += off;
      squares += off ** 2;
      quarts += off ** 4;
    }
    const measured = squares / draws;
    const error = Math.sqrt((quarts / draws - measured ** 2) / draws);
    expect(Math.abs(sum / draws)).toBeLessThan(5 * Math.sqrt(measured / draws));
    expect(Math.abs(measured - 90.13)).toBeLessThan(5 * error);
  });

  test.each([1, 2, 5])('is least, 2/d of the mean’s square, on the schedule for it (d = %d, D17)', (d) => {
    const schedule = diffusionSchedule(leastFor(variance, d));
    const panels = timePanels(schedule);
    const snrs = panels.times.map((t) => schedule.at(t).snr);
    const limit = panels.limit(snrs.map((v) => gaussianError(variance, d, v)));
    const second = panels.second(snrs.map((v) => gaussianFourth(variance, d, v)));
    expect((second / limit ** 2 - 1) / (2 / d)).toBeCloseTo(1, 4);
  });

  test('is larger on every other schedule', () => {
    const least = varianceOf(leastFor(variance, dimension));
    expect(least.variance / least.least).toBeCloseTo(1, 4);
    for (const kind of ['vp-linear-logsnr', 'vp-cosine', 'vp-linear-snr'] as const) {
      const other = varianceOf({ kind, ...ends });
      expect(other.least).toBeCloseTo(least.least, 4);
      expect(other.variance).toBeGreaterThan(1.02 * least.variance);
    }
  });
});

test('the schedule of least variance for Gaussian data has t linear in log(1 + c²v); σ² geometric for c = 1', () => {
  const schedule = diffusionSchedule(leastFor(1, 2));
  const [first, last] = [schedule.at(0).sigma ** 2, schedule.at(1).sigma ** 2];
  expect(schedule.at(0).gamma).toBe(-6);
  expect(schedule.at(1).gamma).toBeCloseTo(6, 12);
  for (const t of [0.1, 0.35, 0.5, 0.9])
    expect(schedule.at(t).sigma ** 2 / (first * (last / first) ** t)).toBeCloseTo(1, 4);
});

test('a schedule of least variance gets past what has no error', () => {
  const schedule = diffusionSchedule({ kind: 'least-variance', ...ends, fourths: [0, 0, 1, 0] });
  expect(schedule.at(0.001).gamma).toBeGreaterThan(-6);
  expect(schedule.at(1).gamma).toBeCloseTo(6, 9);
  for (const fourths of [[1], [0, 0], [1, -1], [1, Number.NaN]])
    expect(() => diffusionSchedule({ kind: 'least-variance', ...ends, fourths })).toThrow('fourths is');
});

test.each([0.25, 0.6, 1.5, 4])('the limit along a power %d of t is that between its ends', (power) => {
  const schedule = diffusionSchedule({ kind: 'vp-power-logsnr', gamma0: -6, gamma1: 6, power });
  const panels = timePanels(schedule);
  const errors = panels.times.map((t) => gaussianError(1.5, 2, schedule.at(t).snr));
  expect(panels.limit(errors)).toBeCloseTo(gaussianLoss(schedule, 1.5, 2, 1).limit, 10);
});
