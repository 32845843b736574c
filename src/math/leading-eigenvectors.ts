// Leading eigenvectors of a symmetric operator of any dimension that is only known by what it does to vectors: a block Krylov
// space, orthogonalised twice, and the exact eigenvectors of the operator within it.
import { FLOAT64_UNIT } from './rounding';

export interface Axis {
  /** An eigenvalue, and its unit eigenvector. */
  readonly value: number;
  readonly direction: Float64Array;
}

/** Images that are formed at the most; up to as many dimensions the answer is that of the whole space. */
const MOST_IMAGES = 32;
/** Starting vectors beyond those wanted: as many equal eigenvalues more are told apart. */
const GUARDS = 1;

/**
 * The leading `wanted` eigenvectors (all where there are fewer dimensions), largest eigenvalue first, always orthonormal:
 * where the rank is smaller the rest belong to 0.
 */
export function leadingEigenvectors(
  image: (vector: Float64Array) => Float64Array,
  dimension: number,
  wanted: number,
): Axis[] {
  const basis: Float64Array[] = [];
  const images: Float64Array[] = [];
  const most = Math.min(dimension, MOST_IMAGES);
  for (let k = 0; basis.length < Math.min(most, wanted + GUARDS); k++) extend(basis, startVector(dimension, k), 0);
  let largest = 0;
  while (images.length < basis.length) {
    const moved = image(basis[images.length]);
    largest = Math.max(largest, Math.hypot(...moved));
    images.push(moved);
    // What is left of an image in the space that it came from is rounding.
    if (basis.length < most) extend(basis, moved, 8 * dimension * FLOAT64_UNIT * largest);
  }
  const { values, vectors } = symmetricEigenvectors(basis.map((one) => images.map((other) => dot(one, other))));
  return values
    .map((value, k) => ({ value, direction: combined(basis, vectors[k]) }))
    .toSorted((a, b) => b.value - a.value)
    .slice(0, wanted);
}

/** Vectors that are orthogonal to nothing in particular. */
function startVector(dimension: number, k: number): Float64Array {
  return Float64Array.from({ length: dimension }, (_, j) => Math.cos((k + 1) * (j + 1) ** 2 + k));
}

/** Adds what of a vector is orthogonal to the basis, unless no more than `rounding` of it is. */
function extend(basis: Float64Array[], vector: Float64Array, rounding: number): void {
  const rest = Float64Array.from(vector);
  // Once leaves the rounding of what was taken away, which may be most of what is left; twice is enough.
  for (let round = 0; round < 2; round++)
    for (const one of basis) {
      const along = dot(one, rest);
      for (let j = 0; j < rest.length; j++) rest[j] -= along * one[j];
      if (round === 0 && Math.hypot(...rest) <= rounding) return;
    }
  const length = Math.hypot(...rest);
  if (length > 0) basis.push(rest.map((entry) => entry / length));
}

function combined(basis: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const sum = new Float64Array(basis[0].length);
  basis.forEach((vector, k) => {
    for (let j = 0; j < sum.length; j++) sum[j] += weights[k] * vector[j];
  });
  return sum;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < one.length; j++) sum += one[j] * other[j];
  return sum;
}

const MOST_SWEEPS = 30;

/** All eigenvalues and eigenvectors (`vectors[k]` of `values[k]`) of a small symmetric matrix, by Jacobi's rotations. */
function symmetricEigenvectors(rows: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const size = rows.length;
  const a = rows.map((row, i) => row.map((value, j) => (value + rows[j][i]) / 2));
  const vectors = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        if (Math.abs(a[p][q]) <= FLOAT64_UNIT * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) continue;
        rotate(a, vectors, p, q);
        rotated = true;
      }
    if (!rotated) break;
  }
  return { values: a.map((row, i) => row[i]), vectors };
}

/** One rotation in the plane of p and q, after which a[p][q] is 0. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const ratio = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cos = 1 / Math.hypot(1, tangent);
  const sin = tangent * cos;
  const turn = (one: number[], other: number[]): void => {
    for (let k = 0; k < one.length; k++)
      [one[k], other[k]] = [cos * one[k] - sin * other[k], sin * one[k] + cos * other[k]];
  };
  turn(a[p], a[q]);
  for (const row of a) [row[p], row[q]] = [cos * row[p] - sin * row[q], sin * row[p] + cos * row[q]];
  turn(vectors[p], vectors[q]);
  a[p][q] = a[q][p] = 0;
}
