// Leading eigenvectors against matrices whose spectrum is known: full rank, rank one, none, equal eigenvalues, many dimensions.
import { describe, expect, test } from 'vitest';
import { leadingEigenvectors, type Axis } from '../../src/math/leading-eigenvectors';
import { uniformSource } from '../../src/math/random';

const uniform = uniformSource(7);

const dot = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(one).reduce((sum, value, j) => sum + value * other[j], 0);

/** Σ valueₖ vₖvₖᵀ with the vₖ of a chain of random reflections. */
function operator(values: readonly number[], dimension: number): (x: Float64Array) => Float64Array {
  const normals = values.map(() => {
    const raw = Float64Array.from({ length: dimension }, () => uniform() - 0.5);
    return raw.map((entry) => entry / Math.hypot(...raw));
  });
  const turn = (x: Float64Array, order: readonly Float64Array[]): Float64Array =>
    order.reduce((y, normal) => {
      const along = dot(y, normal);
      return y.map((entry, j) => entry - 2 * along * normal[j]);
    }, x);
  return (x) =>
    turn(
      turn(x, normals).map((entry, j) => entry * (values[j] ?? 0)),
      normals.toReversed(),
    );
}

function expectOrthonormal(axes: readonly Axis[]): void {
  axes.forEach(({ direction }, i) =>
    axes.forEach((other, j) => expect(dot(direction, other.direction)).toBeCloseTo(i === j ? 1 : 0, 12)),
  );
}

describe('leading eigenvectors', () => {
  test.each([
    { what: 'of a line', values: [3], dimension: 1, wanted: 2 },
    { what: 'of the plane', values: [3, 1], dimension: 2, wanted: 2 },
    { what: 'of rank one, in the plane', values: [3], dimension: 2, wanted: 2 },
    { what: 'of rank one, in space', values: [2e-9], dimension: 7, wanted: 2 },
    { what: 'of rank nearly one', values: [1, 1e-13], dimension: 5, wanted: 2 },
    { what: 'of nothing', values: [0], dimension: 4, wanted: 2 },
    { what: 'of equal eigenvalues', values: [2, 2, 1], dimension: 6, wanted: 2 },
    { what: 'of the unit matrix', values: Array.from({ length: 100 }, () => 1), dimension: 100, wanted: 2 },
    { what: 'of many dimensions', values: Array.from({ length: 40 }, (_, k) => 0.8 ** k), dimension: 196, wanted: 2 },
  ])('$what', ({ values, dimension, wanted }) => {
    const apply = operator(values, dimension);
    const axes = leadingEigenvectors(apply, dimension, wanted);
    expect(axes).toHaveLength(Math.min(wanted, dimension));
    expectOrthonormal(axes);
    const scale = values[0];
    axes.forEach(({ value, direction }, k) => {
      expect(Math.abs(value - (values[k] ?? 0))).toBeLessThanOrEqual(2e-13 * scale);
      const image = apply(direction);
      image.forEach((entry, j) => expect(Math.abs(entry - value * direction[j])).toBeLessThanOrEqual(1e-7 * scale));
    });
  });

  test('of random planes of rank nearly one are orthogonal, and the second value is what is left', () => {
    for (let k = 0; k < 2000; k++) {
      const angle = Math.PI * uniform();
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const small = 10 ** (-20 * uniform());
      const image = ([x, y]: Float64Array): Float64Array => {
        const [along, across] = [c * x + s * y, small * (c * y - s * x)];
        return Float64Array.of(c * along - s * across, s * along + c * across);
      };
      const axes = leadingEigenvectors(image, 2, 2);
      expectOrthonormal(axes);
      expect(axes[0].value).toBeCloseTo(1, 13);
      expect(Math.abs(axes[1].value - small)).toBeLessThan(1e-15);
    }
  });
});
