import { describe, expect, it } from 'vitest';
import { momentSums, planeStatistics } from '../../src/math/statistics';
import { fromSpectrum, spectralRadius, type Symmetric } from '../../src/math/spectrum';
import {
  advanceCross,
  advanceLaw,
  bestStep,
  crossFromLaw,
  gaussianMultipliers,
  gaussianStepLimit,
  lagCorrelation,
  principalAxes,
  stationaryLaw,
  type GaussianTarget,
  type Law,
} from '../../src/math/gaussian-law';
import { startLaw } from '../../src/math/start-law';
import { goldenCase } from '../support/langevin-golden';
import { normalSource } from '../support/normals';

const oblique: GaussianTarget = { mean: [0.5, -1], covariance: [2, 0.5, 0.75] };
const round = (variance: number): GaussianTarget => ({ mean: [0, 0], covariance: [variance, 0, variance] });

/** The recursion itself, one step after another, with Σ⁻¹ in full. */
function recursion(law: Law, { mean, covariance }: GaussianTarget, step: number, noise: number, steps: number): Law {
  const [xx, xy, yy] = covariance;
  const scale = step / (xx * yy - xy * xy);
  const [a, b, d] = [1 - scale * yy, scale * xy, 1 - scale * xx];
  let [u, v] = [law.mean[0] - mean[0], law.mean[1] - mean[1]];
  let [p, q, r] = law.covariance;
  for (let n = 0; n < steps; n++) {
    [u, v] = [a * u + b * v, b * u + d * v];
    const added = 2 * step * noise * noise;
    [p, q, r] = [
      a * a * p + 2 * a * b * q + b * b * r + added,
      a * b * p + (a * d + b * b) * q + b * d * r,
      b * b * p + 2 * b * d * q + d * d * r + added,
    ];
  }
  return { mean: [mean[0] + u, mean[1] + v], covariance: [p, q, r] };
}

function expectLaw(got: Law, wanted: Law, relative: number): void {
  const scale = Math.max(1e-300, ...wanted.covariance.map(Math.abs));
  wanted.covariance.forEach((entry, i) =>
    expect(Math.abs(got.covariance[i] - entry)).toBeLessThanOrEqual(relative * scale),
  );
  wanted.mean.forEach((entry, i) =>
    expect(Math.abs(got.mean[i] - entry)).toBeLessThanOrEqual(relative * (1 + Math.max(...wanted.mean.map(Math.abs)))),
  );
}

describe('golden values', () => {
  it('gaussian_ula (L1, L2)', () => {
    const golden = goldenCase('gaussian_ula');
    const variances = golden.input('sigma2');
    const at = (name: string, i: number): number => golden.input(name)[i];
    const laws = variances.map((variance, i) => {
      const start: Law = { mean: [at('mean0', i), 0], covariance: [at('var0', i), 0, 1] };
      return advanceLaw(start, round(variance), at('gamma', i), 1, at('n', i));
    });
    const stationary = variances.map((variance, i) => stationaryLaw(round(variance), at('gamma', i), 1));
    golden.expect(
      'var_n',
      laws.map((law) => law.covariance[0]),
    );
    golden.expect(
      'mean_n',
      laws.map((law) => law.mean[0]),
    );
    golden.expect(
      'stationary_var',
      stationary.map((law) => law.covariance[0]),
    );
    golden.expect(
      'multiplier',
      variances.map((variance, i) => gaussianMultipliers(round(variance), at('gamma', i))[0]),
    );
    const correlations = stationary.map((law, i) => {
      const cross = advanceCross(crossFromLaw(law), round(variances[i]), at('gamma', i), at('lag', i));
      return lagCorrelation(cross, law, law, [1, 0]);
    });
    golden.expect('autocorr_k', correlations);
  });

  it('gaussian_ula_matrix (L4)', () => {
    const golden = goldenCase('gaussian_ula_matrix');
    const [xx, xy, , yy] = golden.input('covariance');
    const target: GaussianTarget = { mean: [0, 0], covariance: [xx, xy, yy] };
    const [vxx, vxy, vyy] = stationaryLaw(target, golden.number('gamma'), 1).covariance;
    golden.expect('stationary_cov', [vxx, vxy, vxy, vyy]);
    const multipliers = gaussianMultipliers(target, golden.number('gamma'));
    golden.expect('spectral_radius', [spectralRadius(multipliers.map((value) => [value, 0] as const))]);
    golden.expect('gamma_limit', [gaussianStepLimit(target)]);
    golden.expect('gamma_best', [bestStep(target).step]);
    golden.expect('rate_best', [bestStep(target).rate]);
  });
});

describe('the closed form', () => {
  const start: Law = { mean: [3, 2], covariance: [0.3, -0.1, 0.5] };

  it.each([
    [0.01, 1, 200],
    [0.25, 1, 1],
    [0.25, 0.5, 17],
    [0.5, 2, 40],
    [1.149, 1, 100],
    [1.6, 1, 60],
    [0.25, 0, 30],
  ])('equals the recursion: γ %d, τ %d, %d steps', (step, noise, steps) => {
    const got = advanceLaw(start, oblique, step, noise, steps);
    // One rounding of each of the three products and sums a step, relative to the largest entry on the way.
    expectLaw(got, recursion(start, oblique, step, noise, steps), steps * 8 * 2 ** -53 + 1e-14);
  });

  it('composes, also when the settings change between', () => {
    const whole = advanceLaw(start, oblique, 0.2, 1, 50);
    const parts = advanceLaw(advanceLaw(start, oblique, 0.2, 1, 13), oblique, 0.2, 1, 37);
    expectLaw(parts, whole, 1e-13);
    const other: GaussianTarget = { mean: [1, 1], covariance: [0.5, -0.2, 1] };
    const mixed = advanceLaw(advanceLaw(start, oblique, 0.2, 1, 5), other, 0.1, 0.3, 7);
    expectLaw(mixed, recursion(recursion(start, oblique, 0.2, 1, 5), other, 0.1, 0.3, 7), 1e-13);
  });

  it('tends to the stationary law, and only the tempering scales it', () => {
    expectLaw(advanceLaw(start, oblique, 0.3, 1, 5000), stationaryLaw(oblique, 0.3, 1), 1e-13);
    const cold = stationaryLaw(oblique, 0.3, 0.5).covariance;
    stationaryLaw(oblique, 0.3, 1).covariance.forEach((entry, i) => expect(cold[i]).toBeCloseTo(entry / 4, 14));
    expect(stationaryLaw(oblique, 0.3, 0).covariance.map(Math.abs)).toEqual([0, 0, 0]);
  });

  it('grows linearly at the limit itself', () => {
    const law = advanceLaw({ mean: [0, 0], covariance: [0, 0, 0] }, round(1), 2, 1, 1000);
    expect(law.covariance[0]).toBeCloseTo(4000, 9);
  });

  it('has independent draws of variance 2σ² at γ = σ²', () => {
    expect(advanceLaw(start, round(1.5), 1.5, 1, 1).covariance).toEqual([3, 0, 3]);
  });

  it('saturates to infinity beyond the limit and never turns into NaN', () => {
    for (const target of [oblique, round(0.01), { mean: [0, 0], covariance: [4, 0, 0.01] } as const]) {
      for (const steps of [10, 1000, 1e6, 1e9]) {
        for (const noise of [0, 1]) {
          const law = advanceLaw(start, target, 10, noise, steps);
          const again = advanceLaw(law, oblique, 0.1, 1, 10);
          const all = [...law.mean, ...law.covariance, ...again.mean, ...again.covariance];
          expect(all.filter(Number.isNaN)).toEqual([]);
        }
      }
    }
    expect(advanceLaw(start, round(0.01), 10, 1, 1e6).covariance[0]).toBe(Infinity);
    expect(stationaryLaw({ mean: [0, 0], covariance: [4, 0, 0.01] }, 0.1, 1).covariance).toEqual([
      4 / (1 - 0.1 / 8),
      0,
      Infinity,
    ]);
  });

  it('refuses what is not a covariance or a number of steps', () => {
    expect(() => advanceLaw(start, { mean: [0, 0], covariance: [1, 2, 1] }, 0.1, 1, 1)).toThrow(RangeError);
    expect(() => advanceLaw(start, oblique, 0.1, 1, 1.5)).toThrow(/steps: 1.5/);
    expect(() => stationaryLaw(round(0), 0.1, 1)).toThrow(/covariance/);
  });
});

describe('against simulated chains', () => {
  const [n, steps, lag, step, noise] = [40_000, 6, 3, 0.4, 0.8];
  const covariance: Symmetric = fromSpectrum(
    {
      values: [0, 0],
      vectors: [
        [0.6, 0.8],
        [-0.8, 0.6],
      ],
    },
    0.5,
    2,
  );
  const target: GaussianTarget = { mean: [1, -1], covariance };
  const start = startLaw({ kind: 'normal', x: -1, y: 2, scale: 0.7 });
  const normal = normalSource(11);
  const [xx, xy, yy] = covariance;
  const determinant = xx * yy - xy * xy;
  const [then, now] = [new Float64Array(2 * n), new Float64Array(2 * n)];
  for (let i = 0; i < n; i++) {
    let [x, y] = [-1 + 0.7 * normal(), 2 + 0.7 * normal()];
    for (let k = 0; k < steps + lag; k++) {
      if (k === steps) then.set([x, y], 2 * i);
      const [u, v] = [x - 1, y + 1];
      x += (-step * (yy * u - xy * v)) / determinant + noise * Math.sqrt(2 * step) * normal();
      y += (-step * (xx * v - xy * u)) / determinant + noise * Math.sqrt(2 * step) * normal();
    }
    now.set([x, y], 2 * i);
  }

  it('mean and covariance in the transient', () => {
    const { mean, covariance: law } = advanceLaw(start, target, step, noise, steps);
    const got = planeStatistics(momentSums(then, mean));
    const pairs = [
      [got.meanX, mean[0]],
      [got.meanY, mean[1]],
      [got.varianceX, law[0]],
      [got.covariance, law[1]],
      [got.varianceY, law[2]],
    ] as const;
    for (const [estimate, exact] of pairs) {
      expect(Math.abs(estimate.value - exact)).toBeLessThan(5 * estimate.standardError);
    }
  });

  it('correlation at a lag before stationarity, along any direction', () => {
    const before = advanceLaw(start, target, step, noise, steps);
    const after = advanceLaw(before, target, step, noise, lag);
    const cross = advanceCross(crossFromLaw(before), target, step, lag);
    for (const direction of [[1, 0], [0, 1], ...principalAxes(target)] as const) {
      const along = new Float64Array(2 * n);
      for (let i = 0; i < n; i++) {
        along[2 * i] = direction[0] * then[2 * i] + direction[1] * then[2 * i + 1];
        along[2 * i + 1] = direction[0] * now[2 * i] + direction[1] * now[2 * i + 1];
      }
      const { correlation } = planeStatistics(momentSums(along));
      const exact = lagCorrelation(cross, before, after, direction);
      expect(Math.abs(correlation.value - exact)).toBeLessThan(5 * correlation.standardError);
    }
  });
});

describe('lag correlation', () => {
  it('is (1 − γ/λ)^k along the axes of a stationary law', () => {
    const law = stationaryLaw(oblique, 0.25, 1);
    const cross = advanceCross(crossFromLaw(law), oblique, 0.25, 4);
    principalAxes(oblique).forEach((axis, i) => {
      const exact = gaussianMultipliers(oblique, 0.25)[i] ** 4;
      expect(lagCorrelation(cross, law, law, axis)).toBeCloseTo(exact, 13);
    });
  });
});
