// How the mean shift m(x) = x + σ²s(x) acts on small displacements: by differences of scores asked for a little to both
// sides of a place. MATHS.md 3.3.
import { scoreAt } from './kernel-weights';
import type { Axis } from './leading-eigenvectors';
import { eigenvalues, type ComplexNumber } from './spectrum';
import { plus, rowsOf } from './vectors';

/** A place, and orthonormal directions with what Cov_w is along each: one or two. */
export interface Spot {
  readonly place: Float64Array;
  readonly axes: readonly Axis[];
}

/** Scores [n, d] at places f32 [n, d]. */
export type AskScores = (queries: Float32Array) => Promise<ArrayLike<number>>;

/** Stops on both sides of the place, and their weights in the fourth-order difference. */
const STOPS = [
  [-2, 1 / 12],
  [-1, -8 / 12],
  [1, 8 / 12],
  [2, -1 / 12],
] as const;
/** Of σ, between two stops where a single kernel rules. */
const NARROW = 1 / 12;

/** Between two stops along an axis: where kernels compete, the score bends over σ/√λ. */
function stopWidth(sigma: number, { value }: Axis): number {
  return (NARROW * sigma) / Math.sqrt(1 + value / sigma ** 2);
}

/** What a slope of m along an axis is wrong by where single scores are wrong by `errorOf(reach)`; they are taken within `reach`. */
export function slopeError(sigma: number, axis: Axis, errorOf: (reach: number) => number): number {
  const width = stopWidth(sigma, axis);
  const enlargement = STOPS.reduce((sum, [, weight]) => sum + Math.abs(weight), 0);
  return (sigma ** 2 * enlargement * errorOf(2 * width)) / width;
}

/** Scores in float64 to the last bit: with them a slope is wrong by what the difference leaves of it alone. */
export function exactScores(points: ArrayLike<number>, dimension: number, sigma: number): AskScores {
  return async (queries) =>
    Float64Array.from(rowsOf(queries, dimension).flatMap((place) => [...scoreAt(points, place, sigma)]));
}

/** Of a matrix of `shiftMatrices`. */
export function eigenvaluesOf(rows: readonly (readonly number[])[]): readonly ComplexNumber[] {
  return rows.length === 1 ? [[rows[0][0], 0]] : eigenvalues([rows[0][0], rows[0][1], rows[1][0], rows[1][1]]);
}

/** The derivative of m at each spot as a matrix [k, k] on its axes. */
export async function shiftMatrices(ask: AskScores, spots: readonly Spot[], sigma: number): Promise<number[][][]> {
  const queries = Float32Array.from(
    spots.flatMap(({ place, axes }) =>
      axes.flatMap((axis) =>
        STOPS.flatMap(([stop]) => [...plus(place, axis.direction, stop * stopWidth(sigma, axis))]),
      ),
    ),
  );
  const score = await ask(queries);
  let first = 0;
  return spots.map(({ axes }) => {
    const columns = axes.map(({ direction }) => {
      const at = first;
      first += STOPS.length * direction.length;
      // Places are rounded, and so is what lies between them: slopes are taken over the displacements that were really asked for.
      return { moved: differences(queries, at, axes), answered: differences(score, at, axes) };
    });
    const slopes = quotient(
      columns.map(({ answered }) => answered),
      columns.map(({ moved }) => moved),
    );
    return slopes.map((row, i) => row.map((slope, j) => (i === j ? 1 : 0) + sigma ** 2 * slope));
  });
}

/** The weighted sum of the rows of one axis' stops, along each of the axes. */
function differences(rows: ArrayLike<number>, first: number, axes: readonly Axis[]): number[] {
  const dimension = axes[0].direction.length;
  return axes.map(({ direction }) =>
    STOPS.reduce((sum, [, weight], stop) => {
      let along = 0;
      for (let j = 0; j < dimension; j++) along += rows[first + stop * dimension + j] * direction[j];
      return sum + weight * along;
    }, 0),
  );
}

/** The matrix that takes each column of `from` to that of `to`; both of one or two columns. */
function quotient(to: readonly number[][], from: readonly number[][]): number[][] {
  if (from.length === 1) return [[to[0][0] / from[0][0]]];
  const [[a, c], [b, d]] = from;
  const determinant = a * d - b * c;
  return [0, 1].map((row) => [
    (to[0][row] * d - to[1][row] * c) / determinant,
    (to[1][row] * a - to[0][row] * b) / determinant,
  ]);
}
