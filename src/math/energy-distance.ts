// How far two samples' laws are apart, by the distances between their rows (Székely and Rizzo 2013,
// https://doi.org/10.1016/j.jspi.2013.03.018).
import { squareTo } from './vectors';

/** Mean distance of the rows of two samples [n, d]. */
function meanDistance(one: readonly ArrayLike<number>[], other: readonly ArrayLike<number>[]): number {
  let sum = 0;
  for (const x of one) for (const y of other) sum += Math.sqrt(squareTo(x, 0, y));
  return sum / (one.length * other.length);
}

/** 2E|X − Y| − E|X − X′| − E|Y − Y′| of the samples as they are: 0 for the same rows alone, and for equal laws of the order of 1/n. */
export function energyDistance(one: readonly ArrayLike<number>[], other: readonly ArrayLike<number>[]): number {
  return 2 * meanDistance(one, other) - meanDistance(one, one) - meanDistance(other, other);
}

/** Mean distance to the nearest of points [n, d]. */
export function nearestDistances(rows: readonly ArrayLike<number>[], points: ArrayLike<number>): number[] {
  return rows.map((x) => {
    let least = Infinity;
    for (let at = 0; at < points.length; at += x.length) least = Math.min(least, squareTo(points, at, x));
    return Math.sqrt(least);
  });
}
