// What every density has to be: its score the gradient of its logarithm, its Hessian the gradient of its score, its mass
// one, its draws its own. One suite over all of them.
import { describe, expect, it } from 'vitest';
import { uniformSource } from '../../src/math/random';
import { symmetricEigen } from '../../src/targets/modes';
import { createTarget, targetIds, targetRanges, type MixtureData, type TargetId } from '../../src/targets/registry';
import type { Target, Vector2 } from '../../src/targets/target';
import { densityNodes, expectation, gridMaxima, mappedNodes, type Node } from '../support/plane';

interface Case {
  readonly name: string;
  readonly id: TargetId;
  readonly params: Readonly<Record<string, number>>;
  readonly data?: MixtureData;
  /** The smallest length over which the density changes; grids are spaced half of it. */
  readonly width: number;
  readonly modes: number;
}

const CROSSED: MixtureData = {
  weights: [1, 2, 1],
  means: [-1, 0, 1, 0, 0, 2],
  covariances: [1, 0.9, 0.9, 1, 1, -0.8, -0.8, 1, 0.25, 0, 0, 0.25],
};

const cases: readonly Case[] = [
  { name: 'gaussian', id: 'gaussian', params: {}, width: 0.5, modes: 1 },
  {
    name: 'gaussian, upright and wide',
    id: 'gaussian',
    params: { sigmaX: 3, sigmaY: 0.5, angle: -90 },
    width: 0.5,
    modes: 1,
  },
  { name: 'mixture', id: 'mixture', params: {}, width: 0.3, modes: 8 },
  {
    name: 'mixture of .8 and .2',
    id: 'mixture',
    params: { modes: 2, spread: 0.6, tilt: Math.log(4) },
    width: 0.6,
    modes: 2,
  },
  {
    name: 'mixture merged into one',
    id: 'mixture',
    params: { modes: 2, radius: 0.5, spread: 0.6 },
    width: 0.6,
    modes: 1,
  },
  { name: 'mixture of crossed ellipses', id: 'mixture', params: {}, data: CROSSED, width: 0.3, modes: 2 },
  { name: 'grid', id: 'grid', params: {}, width: 0.3, modes: 25 },
  { name: 'banana', id: 'banana', params: {}, width: 0.1, modes: 1 },
  { name: 'funnel', id: 'funnel', params: {}, width: 0.2, modes: 1 },
  { name: 'rings', id: 'rings', params: {}, width: 0.2, modes: 12 },
  { name: 'one blurred ring', id: 'rings', params: { rings: 1, radius: 1, spread: 0.8 }, width: 0.8, modes: 1 },
  { name: 'penguins', id: 'penguins', params: {}, width: 0.25, modes: 6 },
];

function nodesOf(target: Target, { id, width }: Case): Node[] {
  const value = (key: string): number => targetRanges[id][key].value;
  if (id === 'funnel') {
    const flare = value('flare');
    return mappedNodes(target, (u, v) => ({
      x: u * Math.exp((v * flare) / 2),
      y: v * flare,
      stretch: flare * Math.exp((v * flare) / 2),
    }));
  }
  if (id === 'banana') {
    const [length, width, bend] = ['length', 'width', 'bend'].map(value);
    return mappedNodes(target, (u, v) => ({
      x: u * length,
      y: bend * length ** 2 * (u * u - 1) + v * width,
      stretch: length * width,
    }));
  }
  return densityNodes(target, width / 2);
}

/** Draws of the density, and points spread over twice its domain. */
function pointsOf(target: Target, count: number): Vector2[] {
  const uniform = uniformSource(11);
  const { minX, maxX, minY, maxY } = target.domain;
  const place = (low: number, high: number): number => (low + high) / 2 + (high - low) * (2 * uniform() - 1);
  return Array.from({ length: count }, (_, i) =>
    i % 2 ? target.sample(uniform) : [place(minX, maxX), place(minY, maxY)],
  );
}

/**
 * Central differences by Richardson's rule along both axes. `error` bounds what is left of the truncation (by the change
 * between the two spacings, which is larger by two orders of h) and the rounding of the values.
 */
function gradient(of: (x: number, y: number) => number, [x, y]: Vector2, h: number): { value: Vector2; error: number } {
  let error = 0;
  const along = (dx: number, dy: number): number => {
    const [near, far] = [1, 2].map((k) => (of(x + k * dx, y + k * dy) - of(x - k * dx, y - k * dy)) / (2 * k * h));
    const size = Math.abs(of(x, y)) + Math.hypot(x, y) * Math.abs(near);
    error = Math.max(error, Math.abs(near - far) / 10 + (16 * Number.EPSILON * size) / h);
    return (4 * near - far) / 3;
  };
  return { value: [along(h, 0), along(0, h)], error };
}

function expectGradient(label: string, claimed: Vector2, { value, error }: { value: Vector2; error: number }): void {
  // A tolerance that lets everything through would prove nothing.
  expect(error, `${label}: the finite difference itself`).toBeLessThan(1e-4 * (1 + Math.hypot(...claimed)));
  const off = Math.hypot(claimed[0] - value[0], claimed[1] - value[1]);
  expect(off, `${label}: ${claimed.join(', ')} against ${value.join(', ')}`).toBeLessThanOrEqual(error + 1e-12);
}

for (const testCase of cases) {
  const { name, id, params, data, width, modes } = testCase;
  const target = createTarget(id, params, data);

  describe(name, () => {
    const nodes = nodesOf(target, testCase);

    it('has the gradient of its logarithm for a score, and the gradient of its score for a Hessian', () => {
      for (const point of pointsOf(target, 200)) {
        const label = point.map((value) => value.toPrecision(6)).join(', ');
        const h = 1e-3 * width;
        expectGradient(
          `score at ${label}`,
          target.score(...point),
          gradient((x, y) => target.logDensity(x, y), point, h),
        );
        const [xx, xy, yy] = target.hessian(...point);
        expectGradient(
          `Hessian x at ${label}`,
          [xx, xy],
          gradient((x, y) => target.score(x, y)[0], point, h),
        );
        expectGradient(
          `Hessian y at ${label}`,
          [xy, yy],
          gradient((x, y) => target.score(x, y)[1], point, h),
        );
      }
    });

    it('integrates to its mass', () => {
      // The tails that the grid leaves out hold 1e-13, the sum rounds at 1e-12.
      expect(Math.abs(expectation(nodes, () => 1) - target.mass)).toBeLessThan(1e-11);
    });

    it('has a domain that leaves out about a thousandth', () => {
      const { minX, maxX, minY, maxY } = target.domain;
      const outside = expectation(nodes, (x, y) => (x < minX || x > maxX || y < minY || y > maxY ? 1 : 0));
      expect(outside).toBeGreaterThan(1e-7);
      expect(outside).toBeLessThan(2e-3);
    });

    it('is largest at its modes', () => {
      expect(target.modes).toHaveLength(modes);
      for (const [x, y] of target.modes) {
        // Found to rounding of a score whose terms are of the size |x| / width².
        expect(Math.hypot(...target.score(x, y))).toBeLessThan((1e-13 * (1 + Math.hypot(x, y))) / width ** 2);
        expect(symmetricEigen(target.hessian(x, y)).values[0] * width * width).toBeLessThan(1e-9);
        const top = target.logDensity(x, y);
        for (let k = 0; k < 16; k++) {
          const angle = (Math.PI * k) / 8;
          expect(
            target.logDensity(x + 0.01 * width * Math.cos(angle), y + 0.01 * width * Math.sin(angle)),
          ).toBeLessThanOrEqual(top + 1e-12);
        }
      }
    });

    it('has the modes that a search over a grid finds', () => {
      if (id === 'rings' || id === 'funnel') return;
      const spacing = width / 5;
      const maxima = gridMaxima(target, spacing);
      expect(maxima).toHaveLength(modes);
      for (const [x, y] of target.modes)
        expect(Math.min(...maxima.map(([u, v]) => Math.hypot(x - u, y - v)))).toBeLessThan(2 * spacing);
    });

    it('draws from itself', () => {
      const uniform = uniformSource(5);
      const draws = Array.from({ length: 20_000 }, () => target.sample(uniform));
      const functions: readonly ((x: number, y: number) => number)[] =
        id === 'funnel'
          ? [
              (_, y) => y,
              (_, y) => y * y,
              (x, y) => x * Math.exp(-y / 2),
              (x, y) => x * x * Math.exp(-y),
              (x, y) => x * y * Math.exp(-y / 2),
            ]
          : [(x) => x, (_, y) => y, (x) => x * x, (x, y) => x * y, (_, y) => y * y];
      for (const of of functions)
        expectMean(
          draws.map(([x, y]) => of(x, y)),
          expectation(nodes, of),
        );
      // Stein's identities (L11).
      expectMean(
        draws.map(([x, y]) => target.score(x, y)[0]),
        0,
      );
      expectMean(
        draws.map(([x, y]) => target.score(x, y)[1]),
        0,
      );
      expectMean(
        draws.map(([x, y]) => target.score(x, y)[0] * x + target.score(x, y)[1] * y),
        -2,
      );
    });

    it('keeps its curvature above the floor it states', () => {
      if (target.curvatureFloor === undefined) return;
      for (const point of pointsOf(target, 200)) {
        const least = symmetricEigen(target.hessian(...point)).values[1];
        expect(least * target.curvatureFloor).toBeGreaterThan(-1 - 1e-9);
      }
    });

    it('is smoothed as the convolution says, or refuses', () => {
      if (!target.smoothable) {
        expect(() => target.smoothedScore(0, 0, 1)).toThrow(RangeError);
        expect(() => target.smoothedLogDensity(0, 0, 1)).toThrow(/smoothable/);
        return;
      }
      const variance = 0.7;
      for (const [x, y] of pointsOf(target, 10)) {
        const kernel = (u: number, v: number): number => Math.exp(-((u - x) ** 2 + (v - y) ** 2) / (2 * variance));
        const total = expectation(nodes, kernel);
        const score: Vector2 = [0, 1].map(
          (axis) => expectation(nodes, (u, v) => (kernel(u, v) * (axis ? v - y : u - x)) / variance) / total,
        ) as [number, number];
        const logDensity = Math.log(total / (2 * Math.PI * variance));
        // Far points see tails that the grid cuts at 1e-13 of the mass.
        const tolerance = 1e-11 / Math.min(1, total);
        expect(Math.abs(target.smoothedLogDensity(x, y, variance) - logDensity)).toBeLessThan(tolerance);
        const off = target.smoothedScore(x, y, variance).map((value, axis) => value - score[axis]);
        expect(Math.hypot(...off)).toBeLessThan(20 * tolerance);
      }
      expect(() => target.smoothedScore(0, 0, -1)).toThrow(/variance is -1; it must be/);
      expect(target.smoothedScore(0.3, 0.2, 0)).toEqual(target.score(0.3, 0.2));
    });
  });
}

/** |mean − expected| within five standard errors. */
function expectMean(values: readonly number[], expected: number): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  expect(Math.abs(mean - expected)).toBeLessThan(5 * Math.sqrt(variance / values.length));
}

describe('createTarget', () => {
  it('makes every target from its defaults', () => {
    for (const id of targetIds) expect(createTarget(id).id).toBe(id);
  });

  it('names what is wrong, what it was and what is allowed', () => {
    const make =
      (id: string, params: Record<string, unknown> = {}, data?: MixtureData) =>
      () =>
        createTarget(id as TargetId, params, data);
    expect(make('moon')).toThrow(
      "target is the text 'moon'; it must be one of gaussian, mixture, grid, banana, funnel, rings, penguins",
    );
    expect(make('gaussian', { sigmaX: -1 })).toThrow(
      new RangeError('sigmaX is -1; it must be a number from 0.001 to 1000'),
    );
    expect(make('gaussian', { angle: NaN })).toThrow(
      new RangeError('angle is NaN; it must be a number from -360 to 360'),
    );
    expect(make('penguins', { sigma: '1' })).toThrow(
      new TypeError("sigma is the text '1'; it must be a number from 0.01 to 100"),
    );
    expect(make('mixture', { modes: 2.5 })).toThrow('modes is 2.5; it must be an integer from 1 to 32');
    expect(make('mixture', { modes: 33 })).toThrow(RangeError);
    expect(make('grid', {}, CROSSED)).toThrow("data is given for target 'grid'; only 'mixture' takes components");
  });

  it('passes over keys that belong to others', () => {
    expect(createTarget('gaussian', { step: -1, modes: 99 }).domain).toEqual(createTarget('gaussian').domain);
  });
});
