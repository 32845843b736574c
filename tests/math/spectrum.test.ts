import { describe, expect, it } from 'vitest';
import {
  differenceJacobian,
  eigenvalues,
  fromSpectrum,
  spectralRadius,
  spectrumErrors,
  symmetricSpectrum,
  type Matrix,
  type Symmetric,
} from '../../src/math/spectrum';
import { uniformSource } from '../../src/math/random';

const uniform = uniformSource(3);
const draw = (): number => 4 * uniform() - 2;

describe('symmetric matrices', () => {
  const cases: Symmetric[] = [
    [2, 0.5, 0.75],
    [1, 0, 1],
    [1, 0, 3],
    [3, 0, 1],
    [1e-8, 1e-4, 1],
    [1, 1e-12, 1],
    [-2, 1, -5],
    ...Array.from({ length: 20 }, (): Symmetric => [draw(), draw(), draw()]),
  ];

  it.each(cases)('[%d, %d, %d] = V Λ Vᵀ', (xx, xy, yy) => {
    const spectrum = symmetricSpectrum([xx, xy, yy]);
    const [low, high] = spectrum.values;
    const [[x, y], [u, v]] = spectrum.vectors;
    const scale = Math.max(Math.abs(low), Math.abs(high));
    expect(low).toBeLessThanOrEqual(high);
    expect([u, v]).toEqual([-y, x]);
    expect(Math.hypot(x, y)).toBeCloseTo(1, 15);
    fromSpectrum(spectrum, low, high).forEach((entry, i) => {
      expect(Math.abs(entry - [xx, xy, yy][i])).toBeLessThanOrEqual(1e-15 * 4 * scale);
    });
  });

  it('keeps the small eigenvalue of a nearly singular matrix', () => {
    // R diag(1e-13, 1) Rᵀ with cos = 0.8: the small one comes out to the rounding of the large one.
    const matrix = fromSpectrum(
      {
        values: [0, 0],
        vectors: [
          [0.8, 0.6],
          [-0.6, 0.8],
        ],
      },
      1e-13,
      1,
    );
    expect(Math.abs(symmetricSpectrum(matrix).values[0] - 1e-13)).toBeLessThan(3e-16);
  });

  it('inverts', () => {
    const spectrum = symmetricSpectrum([2, 0.5, 0.75]);
    const [xx, xy, yy] = fromSpectrum(spectrum, 1 / spectrum.values[0], 1 / spectrum.values[1]);
    expect(xx).toBeCloseTo(0.6, 14);
    expect(xy).toBeCloseTo(-0.4, 14);
    expect(yy).toBeCloseTo(1.6, 14);
  });
});

describe('general matrices', () => {
  it('finds conjugate pairs', () => {
    expect(eigenvalues([0, -1, 1, 0])).toEqual([
      [0, 1],
      [0, -1],
    ]);
    expect(spectralRadius(eigenvalues([0.6, -0.8, 0.8, 0.6]))).toBeCloseTo(1, 15);
  });

  it('finds real pairs, larger first', () => {
    expect(eigenvalues([2, 1, 0, 3])).toEqual([
      [3, 0],
      [2, 0],
    ]);
    expect(eigenvalues([1, 0, 0, 1])).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(eigenvalues([0, 0, 0, 0])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('keeps a tiny eigenvalue beside a large one', () => {
    // Triangular after a shear: eigenvalues 1e8 and 1e-8, of which the trace alone would lose the second.
    const [large, small] = eigenvalues([1e8, 1e3, 0, 1e-8]);
    expect(large).toEqual([1e8, 0]);
    expect(small).toEqual([1e-8, 0]);
  });

  it('satisfies the characteristic polynomial', () => {
    for (let i = 0; i < 200; i++) {
      const [a, b, c, d]: Matrix = [draw(), draw(), draw(), draw()];
      const [[r1, i1], [r2, i2]] = eigenvalues([a, b, c, d]);
      expect(r1 + r2).toBeCloseTo(a + d, 13);
      expect(i1 + i2).toBe(0);
      expect(r1 * r2 - i1 * i2).toBeCloseTo(a * d - b * c, 12);
    }
  });
});

describe('Jacobians by differences', () => {
  it('are exact on quadratic maps', () => {
    const map = (x: number, y: number): readonly [number, number] => [x * x + 3 * y, x * y - y * y];
    const jacobian = differenceJacobian(map, 0.5, -1, 2 ** -10);
    [1, 3, -1, 2.5].forEach((entry, i) => expect(jacobian[i]).toBeCloseTo(entry, 12));
  });
});

describe('how far eigenvalues move', () => {
  const moved = (matrix: Matrix, relative: number): { re: number; im: number; radius: number } => {
    const own = eigenvalues(matrix);
    let [re, im, radius] = [0, 0, 0];
    for (let signs = 0; signs < 16; signs++) {
      const [a, b, c, d] = matrix.map((entry, k) => entry + (signs & (1 << k) ? 1 : -1) * relative * Math.abs(entry));
      const there = eigenvalues([a, b, c, d]);
      for (const k of [0, 1] as const) {
        re = Math.max(re, Math.abs(there[k][0] - own[k][0]));
        im = Math.max(im, Math.abs(there[k][1] - own[k][1]));
      }
      radius = Math.max(radius, Math.abs(spectralRadius(there) - spectralRadius(own)));
    }
    return { re, im, radius };
  };

  it.each<[string, Matrix]>([
    ['a pair', [1, -0.4, 0.4, 0.84]],
    ['apart', [3, 0.5, 0.25, -1]],
    ['a Jordan block', [1, -2, 2, -3]],
    ['almost one', [1, -1.9999, 1.9999, -2.9996]],
  ])('%s: within the bound, and the bound is no more than a few times that', (_, matrix) => {
    const [a, b, c, d] = matrix.map(Math.abs);
    for (const relative of [1e-10, 1e-6, 1e-3]) {
      const [bound, most] = [spectrumErrors(matrix, [a, b, c, d], relative), moved(matrix, relative)];
      for (const part of ['re', 'im', 'radius'] as const)
        expect(most[part], part).toBeLessThanOrEqual(bound[part] * (1 + 1e-5) + 1e-13);
      expect(bound.radius).toBeLessThan(4 * most.radius + 1e-13);
    }
  });
});
