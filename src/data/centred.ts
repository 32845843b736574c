// Points about a centre: the shift in float64 that lets float32 tell places far from the origin apart.
import { float32 } from '../math/rounding';

export interface CentredPoints {
  /** Row-major [n, dimension], about the centre. */
  readonly points: Float32Array<ArrayBuffer>;
  /** [dimension], in float64: place = point + centre. */
  readonly centre: Float64Array;
}

/**
 * `values`, row-major [n, dimension] in float64, less their mean or the `centre` given, rounded to float32 after that. Scores,
 * and log densities, of points and queries about one centre are those of the places themselves. Throws RangeError naming
 * the argument, what it was and what is allowed.
 */
export function centred(values: ArrayLike<number>, dimension: number, centre?: ArrayLike<number>): CentredPoints {
  const count = values.length / dimension;
  if (!Number.isInteger(dimension) || dimension < 1)
    throw new RangeError(`dimension is ${dimension}; a whole number of at least 1 is allowed`);
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`values has ${values.length} numbers; a multiple of the dimension, ${dimension}, is allowed`);
  if (centre && centre.length !== dimension)
    throw new RangeError(`centre has ${centre.length} numbers; ${dimension} are allowed, as many as dimensions`);
  const about = Float64Array.from(centre ?? means(values, dimension));
  const points = Float32Array.from({ length: values.length }, (_, i) => values[i] - about[i % dimension]);
  return { points, centre: about };
}

/** As running means, whose rounding is that of one value. */
function means(values: ArrayLike<number>, dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  for (let i = 0; i < values.length; i++) {
    const axis = i % dimension;
    mean[axis] += (values[i] - mean[axis]) / (Math.floor(i / dimension) + 1);
  }
  return mean;
}

/** Places nearer than this share of σ must be different numbers, or nothing is where it was meant to be. */
const COARSEST = 1 / 64;

/** Whether float32 tells places apart that are near in units of σ, wherever among these points they lie. */
export function areResolved(points: Float32Array, sigma: number): boolean {
  const most = points.reduce((far, value) => Math.max(far, Math.abs(value)), 0);
  return float32.place(most) <= COARSEST * sigma;
}
