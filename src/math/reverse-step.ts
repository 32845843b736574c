// How one step of a sampler acts on small displacements: I times a number, and the weighted covariance of the data. MATHS.md 2.6, D19.
import { weigh } from './kernel-weights';
import type { SamplerRow } from './diffusion-sampler';
import { symmetricSpectrum, type Matrix, type Vector2 } from './spectrum';

interface Slopes {
  readonly mean: Vector2;
  /** dm/dz of the weighted mean of the data, Cov_w/s² over α. */
  readonly slope: Matrix;
  /** The largest eigenvalue of Cov_w, over s² = h² + σ_d²: above 1 a displacement of y grows as h falls. */
  readonly growth: number;
  /** Its unit vector. */
  readonly axis: Vector2;
}

/** Of the data [M, 2] as they are seen from z at a row's noise level. */
export function weightedSlopes(
  data: ArrayLike<number>,
  { scale, rate }: Pick<SamplerRow, 'scale' | 'rate'>,
  z: Vector2,
): Slopes {
  const square = Math.LOG2E / (2 * rate);
  const { mean, rows, weights } = weigh(data, [scale * z[0], scale * z[1]], Math.sqrt(square));
  let [xx, xy, yy] = [0, 0, 0];
  rows.forEach((row, i) => {
    const [u, v] = [data[2 * row] - mean[0], data[2 * row + 1] - mean[1]];
    xx += (weights[i] * u * u) / square;
    xy += (weights[i] * u * v) / square;
    yy += (weights[i] * v * v) / square;
  });
  const { values, vectors } = symmetricSpectrum([xx, xy, yy]);
  return {
    mean: [mean[0], mean[1]],
    slope: [scale * xx, scale * xy, scale * xy, scale * yy],
    growth: values[1],
    axis: vectors[1],
  };
}

/** The derivative of one step, without its noise, at z: of its one row, or of Heun's two. */
export function reverseStepMatrix(data: ArrayLike<number>, rows: readonly SamplerRow[], z: Vector2): Matrix {
  const [first, second] = rows;
  const one = weightedSlopes(data, first, z);
  const moved = plusIdentity(times(one.slope, first.b), first.a);
  if (!second) return moved;
  const place: Vector2 = [0, 1].map((j) => first.a * z[j] + first.b * one.mean[j]) as [number, number];
  const two = plusIdentity(times(weightedSlopes(data, second, place).slope, second.b), second.a);
  const carried = plusIdentity(times(one.slope, first.carryX), first.carryZ);
  return product(two, moved).map((value, i) => value + carried[i]) as unknown as Matrix;
}

function times(matrix: Matrix, factor: number): Matrix {
  return matrix.map((value) => factor * value) as unknown as Matrix;
}

function plusIdentity([a, b, c, d]: Matrix, factor: number): Matrix {
  return [a + factor, b, c, d + factor];
}

function product([a, b, c, d]: Matrix, [e, f, g, h]: Matrix): Matrix {
  return [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
}
