import { describe, expect, it } from 'vitest';
import golden from '../golden/mixture.json';
import { cholesky, MixtureDensity } from '../../src/math/mixture';

interface Tolerance {
  readonly f64: { readonly abs: number; readonly rel: number };
}

function expectAll(
  label: string,
  got: readonly number[],
  expected: readonly number[],
  { f64: { abs, rel } }: Tolerance,
): void {
  expect(got, label).toHaveLength(expected.length);
  got.forEach((value, i) => {
    const want = expected[i];
    expect(Math.abs(value - want), `${label}[${i}] is ${value}, expected ${want}`).toBeLessThanOrEqual(
      abs + rel * Math.abs(want),
    );
  });
}

describe('MixtureDensity', () => {
  for (const { id, inputs, expected, tolerance } of golden.cases) {
    it(`agrees with the golden case ${id}`, () => {
      const density = new MixtureDensity(inputs.weights, inputs.means.flat(), inputs.covs.flat(2));
      const { dimension } = density;
      expect(dimension).toBe(inputs.means[0].length);
      const score = new Float64Array(dimension);
      const hessian = new Float64Array(dimension * dimension);
      inputs.x.forEach((x, n) => {
        expectAll('log density', [density.logDensity(x)], [expected.log_density[n]], tolerance.log_density);
        density.score(x, score);
        expectAll('score', [...score], expected.score[n], tolerance.score);
        density.hessian(x, hessian);
        expectAll('Hessian', [...hessian], expected.hess[n].flat(), tolerance.hess);
        expectAll('responsibilities', [...density.responsibilities(x)], expected.resp[n], tolerance.resp);
      });
    });
  }

  it('refuses a covariance that is not positive definite, by number', () => {
    expect(() => new MixtureDensity([0.5, 0.5], [0, 0, 1, 1], [1, 0, 0, 1, 1, 2, 2, 1])).toThrow(
      /covariance 1 is not positive definite/,
    );
  });

  it('stays finite where every component underflows', () => {
    const density = new MixtureDensity([0.5, 0.5], [0, 1], [1, 1]);
    const score = new Float64Array(1);
    density.score([1e6], score);
    expect(score[0]).toBeCloseTo(1 - 1e6, 6);
  });
});

describe('cholesky', () => {
  it('factors a matrix of known factor', () => {
    const factor = [2, 0, 0, 1, 3, 0, -1, 0.5, 1.5];
    const matrix = [4, 2, -2, 2, 10, 0.5, -2, 0.5, 3.5];
    const got = new Float64Array(9);
    expect(cholesky(matrix, got, 0, 3)).toBe(true);
    expect([...got]).toEqual(factor);
  });
});
