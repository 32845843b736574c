// Two-by-two spectra in closed form, with formulas that do not cancel. Symmetric matrices are [xx, xy, yy], general ones
// [a, b, c, d] row by row.

export type Vector2 = readonly [x: number, y: number];
export type Symmetric = readonly [xx: number, xy: number, yy: number];
export type Matrix = readonly [a: number, b: number, c: number, d: number];
export type ComplexNumber = readonly [re: number, im: number];

/** Of points row-major [n, 2], times a factor. */
export function meanInPlane(points: ArrayLike<number>, factor = 1): Vector2 {
  const sums: [number, number] = [0, 0];
  for (let i = 0; i < points.length; i++) sums[i % 2] += (2 * factor * points[i]) / points.length;
  return sums;
}

/** Eigenvalues in ascending order, and the unit vector of each; the second is the first turned by +90°. */
export interface SymmetricSpectrum {
  readonly values: readonly [number, number];
  readonly vectors: readonly [Vector2, Vector2];
}

/** One exact Jacobi rotation: backward stable, also for nearly singular and nearly diagonal matrices. */
export function symmetricSpectrum([xx, xy, yy]: Symmetric): SymmetricSpectrum {
  const ratio = (yy - xx) / (2 * xy);
  const tangent = xy === 0 ? 0 : (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cos = 1 / Math.hypot(1, tangent);
  const sin = tangent * cos;
  const first = xx - tangent * xy;
  const second = yy + tangent * xy;
  // Column of `first` is (cos, −sin), of `second` (sin, cos).
  return first <= second
    ? {
        values: [first, second],
        vectors: [
          [cos, -sin],
          [sin, cos],
        ],
      }
    : {
        values: [second, first],
        vectors: [
          [sin, cos],
          [-cos, sin],
        ],
      };
}

/** V diag(first, second) Vᵀ in the basis of `spectrum`. */
export function fromSpectrum(spectrum: SymmetricSpectrum, first: number, second: number): Symmetric {
  const [[x, y]] = spectrum.vectors;
  return [first * x * x + second * y * y, (first - second) * x * y, first * y * y + second * x * x];
}

/** Both eigenvalues of a real 2×2 matrix: larger real part first, or a conjugate pair with positive imaginary part first. */
export function eigenvalues([a, b, c, d]: Matrix): readonly [ComplexNumber, ComplexNumber] {
  const half = 0.5 * (a - d);
  const product = b * c;
  const discriminant = half * half + product;
  if (discriminant < 0) {
    const re = 0.5 * (a + d);
    const im = Math.sqrt(-discriminant);
    return [
      [re, im],
      [re, -im],
    ];
  }
  // The sum half ± root is taken with one sign only; the other eigenvalue follows from the product of the two.
  const sum = half + (half < 0 ? -1 : 1) * Math.sqrt(discriminant);
  const one = d + sum;
  const other = sum === 0 ? d : d - product / sum;
  return one >= other
    ? [
        [one, 0],
        [other, 0],
      ]
    : [
        [other, 0],
        [one, 0],
      ];
}

/** Largest modulus. */
export function spectralRadius(values: readonly ComplexNumber[]): number {
  return values.reduce((radius, [re, im]) => Math.max(radius, Math.hypot(re, im)), 0);
}

/** How far eigenvalues may move: their real parts, their imaginary parts, and the spectral radius. */
export interface SpectrumErrors {
  readonly re: number;
  readonly im: number;
  readonly radius: number;
}

/**
 * Bounds for the eigenvalues when each entry moves by at most `relative` times the same entry of `sizes` (none smaller than
 * the entry itself). Of first order where the two are apart, of order √relative where they meet.
 */
export function spectrumErrors([a, b, c, d]: Matrix, sizes: Matrix, relative: number): SpectrumErrors {
  const half = (relative * (sizes[0] + sizes[3])) / 2;
  const crossed = 2 * relative * sizes[1] * sizes[2];
  const discriminant = ((a - d) / 2) ** 2 + b * c;
  const moved = Math.abs(a - d) * half + half * half + crossed;
  const root = rootError(Math.abs(discriminant), moved);
  if (discriminant >= -moved) return { re: half + root, im: root, radius: half + root };
  // A pair for certain: its modulus is the root of the determinant.
  return { re: half, im: root, radius: rootError(a * d - b * c, 2 * relative * sizes[0] * sizes[3] + crossed) };
}

/** |√(x + e) − √x| for |e| ≤ error. */
function rootError(x: number, error: number): number {
  return Math.min(Math.sqrt(error), error / Math.sqrt(x));
}

/**
 * Jacobian from central differences: images of x ± spacing·eₓ and of x ± spacing·e_y.
 * Error: spacing²/6 times the third derivative, plus (rounding of an image) / spacing.
 */
export function jacobianFromDifferences(
  plusX: Vector2,
  minusX: Vector2,
  plusY: Vector2,
  minusY: Vector2,
  spacing: number,
): Matrix {
  const scale = 0.5 / spacing;
  return [
    (plusX[0] - minusX[0]) * scale,
    (plusY[0] - minusY[0]) * scale,
    (plusX[1] - minusX[1]) * scale,
    (plusY[1] - minusY[1]) * scale,
  ];
}

/** Jacobian of a map of the plane at (x, y) by central differences. */
export function differenceJacobian(
  map: (x: number, y: number) => Vector2,
  x: number,
  y: number,
  spacing: number,
): Matrix {
  return jacobianFromDifferences(
    map(x + spacing, y),
    map(x - spacing, y),
    map(x, y + spacing),
    map(x, y - spacing),
    spacing,
  );
}
