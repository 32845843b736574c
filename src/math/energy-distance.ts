// How far two samples' laws are apart, by the distances between their rows (Székely and Rizzo 2013,
// https://doi.org/10.1016/j.jspi.2013.03.018).
import { meanOf } from './statistics';
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

export interface EnergyTest {
  readonly distance: number;
  /** Mean and standard deviation of the distance where both samples are of one law, over divisions of all rows in two. */
  readonly floor: number;
  readonly spread: number;
}

/** The energy distance of two samples of one size, and what the same rows show, divided anew at random: exact where the laws are equal. */
export function energyTest(
  one: readonly ArrayLike<number>[],
  other: readonly ArrayLike<number>[],
  divisions: number,
  uniform: () => number,
): EnergyTest {
  const rows = [...one, ...other];
  const [all, half] = [rows.length, one.length];
  const distances = Float64Array.from({ length: all * all }, (_, k) =>
    Math.sqrt(squareTo(rows[Math.floor(k / all)], 0, rows[k % all])),
  );
  const sign = new Float64Array(all).fill(-1).fill(1, 0, half);
  // 2·between − within − within, of two halves, is −Σ sign_i sign_j d_ij.
  const distance = (): number => {
    let sum = 0;
    for (let i = 0; i < all; i++) {
      let row = 0;
      for (let j = 0; j < all; j++) row += sign[j] * distances[i * all + j];
      sum -= sign[i] * row;
    }
    return sum / half ** 2;
  };
  const measured = distance();
  const drawn = Float64Array.from({ length: divisions }, () => {
    for (let i = all - 1; i > 0; i--) {
      const j = Math.floor(uniform() * (i + 1));
      [sign[i], sign[j]] = [sign[j], sign[i]];
    }
    return distance();
  });
  const { value: floor, standardError } = meanOf(drawn);
  return { distance: measured, floor, spread: standardError * Math.sqrt(divisions) };
}

/** Mean distance to the nearest of points [n, d]. */
export function nearestDistances(rows: readonly ArrayLike<number>[], points: ArrayLike<number>): number[] {
  return rows.map((x) => {
    let least = Infinity;
    for (let at = 0; at < points.length; at += x.length) least = Math.min(least, squareTo(points, at, x));
    return Math.sqrt(least);
  });
}
