// How the mean shift m(x) = x + σ²s(x) acts on small displacements, measured: places a little to both sides are asked for
// their scores. MATHS.md 3.3.
import { eigenvalues, type ComplexNumber } from '../../math/spectrum';
import { weigh, type Axis } from './weighting';

/** A place, and orthonormal directions with what Cov_w is along each: one or two. */
export interface Spot {
  readonly place: Float64Array;
  readonly axes: readonly Axis[];
}

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
export function stopWidth(sigma: number, { value }: Axis): number {
  return (NARROW * sigma) / Math.sqrt(1 + value / sigma ** 2);
}

/** How much the errors of single scores are enlarged in a slope, in units of 1/width. */
export const ENLARGEMENT = STOPS.reduce((sum, [, weight]) => sum + Math.abs(weight), 0);

/** Scores at places, in float64 to the last: what a difference of exact scores leaves of a slope. */
export function exactScores(points: ArrayLike<number>, dimension: number, sigma: number) {
  return async (queries: Float32Array): Promise<Float64Array> => {
    const score = new Float64Array(queries.length);
    for (let at = 0; at < queries.length; at += dimension) {
      const place = queries.subarray(at, at + dimension);
      weigh(points, place, sigma).mean.forEach((value, j) => {
        score[at + j] = (value - place[j]) / sigma ** 2;
      });
    }
    return score;
  };
}

/** Of a matrix of `shiftMatrices`. */
export function eigenvaluesOf(rows: readonly (readonly number[])[]): readonly ComplexNumber[] {
  return rows.length === 1 ? [[rows[0][0], 0]] : eigenvalues([rows[0][0], rows[0][1], rows[1][0], rows[1][1]]);
}

/** The derivative of m at each spot as a matrix [k, k] on its axes. `ask` gives scores [n, d] at places f32 [n, d]. */
export async function shiftMatrices(
  ask: (queries: Float32Array) => Promise<ArrayLike<number>>,
  spots: readonly Spot[],
  sigma: number,
): Promise<number[][][]> {
  const queries = Float32Array.from(
    spots.flatMap(({ place, axes }) =>
      axes.flatMap((axis) =>
        STOPS.flatMap(([stop]) =>
          Array.from(place, (value, j) => value + stop * stopWidth(sigma, axis) * axis.direction[j]),
        ),
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
