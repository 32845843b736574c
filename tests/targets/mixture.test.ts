import { describe, expect, it } from 'vitest';
import golden from '../golden/mixture.json';
import { mixture } from '../../src/targets/mixture';

describe('components on a circle', () => {
  it('puts two on the horizontal axis, left and right', () => {
    expect(mixture({ modes: 2, radius: 3 }).components?.map(({ mean }) => mean)).toEqual([
      [-3, 0],
      [3, 0],
    ]);
  });

  it('goes anticlockwise from angle 0 with more', () => {
    const means = mixture({ modes: 4, radius: 1 }).components!.map(({ mean }) =>
      mean.map((value) => Math.round(value * 1e12) / 1e12 + 0),
    );
    expect(means).toEqual([
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ]);
  });

  it('has the weights of the claims at tilt = ln 4 and ln 3', () => {
    const weights = (tilt: number): number[] => mixture({ modes: 2, tilt }).components!.map(({ weight }) => weight);
    expect(weights(Math.log(4))[0]).toBeCloseTo(0.8, 14);
    expect(weights(Math.log(3))[0]).toBeCloseTo(0.75, 14);
    expect(weights(0)).toEqual([0.5, 0.5]);
  });

  it('lets weights fall geometrically from first to last', () => {
    const weights = mixture({ modes: 5, tilt: 2 }).components!.map(({ weight }) => weight);
    expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 14);
    expect(weights[0] / weights[4]).toBeCloseTo(Math.exp(2), 12);
    expect(weights[1] / weights[2]).toBeCloseTo(Math.exp(0.5), 12);
  });

  it('splits into two modes when the distance to the middle exceeds the standard deviation (MATHS 3.1)', () => {
    const count = (radius: number): number => mixture({ modes: 2, radius, spread: 1 }).modes.length;
    expect([0, 0.9, 0.99, 1.01, 1.1].map(count)).toEqual([1, 1, 1, 2, 2]);
  });
});

describe('components of the user', () => {
  const data = { weights: [2, 6], means: [0, 0, 1, 2], covariances: [1, 0, 0, 1, 2, 0.5, 0.5, 1] };

  it('normalises weights and reads flat, nested and typed arrays alike', () => {
    const flat = mixture({}, data).components;
    expect(flat).toEqual([
      { weight: 0.25, mean: [0, 0], covariance: [1, 0, 1] },
      { weight: 0.75, mean: [1, 2], covariance: [2, 0.5, 1] },
    ]);
    const nested = {
      weights: [2, 6],
      means: [
        [0, 0],
        [1, 2],
      ],
      covariances: [
        [
          [1, 0],
          [0, 1],
        ],
        [
          [2, 0.5],
          [0.5, 1],
        ],
      ],
    };
    expect(mixture({}, nested).components).toEqual(flat);
    const typed = {
      weights: Float32Array.from(data.weights),
      means: Float32Array.from(data.means),
      covariances: Float32Array.from(data.covariances),
    };
    expect(mixture({}, typed).components).toEqual(flat);
  });

  for (const { id, inputs, expected, tolerance } of golden.cases.filter(
    ({ inputs: { means } }) => means[0].length === 2,
  )) {
    it(`agrees with the golden case ${id}`, () => {
      const target = mixture({}, { weights: inputs.weights, means: inputs.means, covariances: inputs.covs });
      inputs.x.forEach(([x, y], n) => {
        const { abs, rel } = tolerance.log_density.f64;
        const want = expected.log_density[n];
        expect(Math.abs(target.logDensity(x, y) - want)).toBeLessThanOrEqual(abs + rel * Math.abs(want));
        target.score(x, y).forEach((value, axis) => {
          const component = expected.score[n][axis];
          expect(Math.abs(value - component)).toBeLessThanOrEqual(
            tolerance.score.f64.abs + tolerance.score.f64.rel * Math.abs(component),
          );
        });
      });
    });
  }

  it('finds the mode between two crossed ellipses, of which there may be more than components', () => {
    const cross = { weights: [1, 1], means: [-1, 0, 0, -1], covariances: [1, 0, 0, 0.01, 0.01, 0, 0, 1] };
    const { modes, components } = mixture({}, cross);
    expect(modes.length).toBeGreaterThan(components!.length);
    expect(Math.min(...modes.map(([x, y]) => Math.hypot(x, y)))).toBeLessThan(0.02);
  });

  it('takes the shorter way through the shader where the components are round and alike', () => {
    const round = { weights: [1, 1], means: [-1, 0, 0, -1], covariances: [1, 0, 0, 1, 1, 0, 0, 1] };
    expect(mixture({}, round).modules['target']).toBe(mixture({ modes: 3 }).modules['target']);
    expect(mixture({}, data).modules['target']).not.toBe(mixture({ modes: 3 }).modules['target']);
  });

  it('says what is wrong with the data', () => {
    const make = (change: object) => () => mixture({}, { ...data, ...change });
    expect(make({ weights: [1, -1] })).toThrow(new RangeError('weights[1] is -1; it must be positive'));
    expect(make({ weights: [] })).toThrow('weights has 0 numbers; there must be 1 to 32');
    expect(make({ weights: Array.from({ length: 33 }, () => 1) })).toThrow(
      'weights has 33 numbers; there must be 1 to 32',
    );
    expect(make({ means: [0, 0, 1] })).toThrow('means has 3 numbers; for 2 weights there must be 4');
    expect(make({ means: [0, NaN, 1, 2] })).toThrow('means, number 1, is NaN; it must be finite');
    expect(make({ means: 'abc' })).toThrow(
      new TypeError("means is or contains the text 'abc'; it must be an array of numbers"),
    );
    expect(make({ means: [0, 0, 1, 1e9] })).toThrow(/means\[1\]\[1\] is 1000000000; it must be between/);
    expect(make({ covariances: [1, 0, 0, 1, 2, 0.5, 0.6, 1] })).toThrow(
      'covariances[1] is [[2, 0.5], [0.6, 1]]; it must be symmetric',
    );
    expect(make({ covariances: [1, 0, 0, 1, 1, 2, 2, 1] })).toThrow(
      /covariances\[1\] is \[\[1, 2\], \[2, 1\]\]; it must be positive definite/,
    );
    expect(make({ covariances: [0, 0, 0, 1, 1, 0, 0, 1] })).toThrow(RangeError);
  });
});
