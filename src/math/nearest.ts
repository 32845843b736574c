// The nearest of a set of points.
import { squareTo } from './vectors';

export interface Nearest {
  /** [n] */
  readonly distances: Float64Array;
  /** Row of the nearest point, [n]. */
  readonly rows: Uint32Array;
}

/** Of points [M, dimension] to each of places [n, dimension]. */
export function nearestOf(points: ArrayLike<number>, places: ArrayLike<number>, dimension: number): Nearest {
  const count = places.length / dimension;
  const distances = new Float64Array(count).fill(Infinity);
  const rows = new Uint32Array(count);
  const place = new Float64Array(dimension);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < dimension; j++) place[j] = places[i * dimension + j];
    for (let row = 0; row < points.length / dimension; row++) {
      const square = squareTo(points, row * dimension, place);
      if (square >= distances[i]) continue;
      distances[i] = square;
      rows[i] = row;
    }
  }
  return { distances: distances.map(Math.sqrt), rows };
}
