// Where a sampled curve is largest, by the parabola of least squares through what is near to its top.

/** Of a parabola there are three numbers to find. */
const LEAST_POINTS = 5;

/**
 * The place of the maximum, of the points whose values are at most −`drop` below the largest; undefined where these are fewer
 * than five, or their parabola has no maximum among them.
 */
export function quadraticPeak(xs: readonly number[], ys: readonly number[], drop: number): number | undefined {
  const top = Math.max(...ys.filter(Number.isFinite));
  const near = xs.map((x, i) => [x, ys[i]] as const).filter(([, y]) => y >= top + drop);
  if (near.length < LEAST_POINTS) return undefined;
  const average = (of: (x: number, y: number) => number): number =>
    near.reduce((sum, [x, y]) => sum + of(x, y), 0) / near.length;
  const centre = average((x) => x);
  const square = average((x) => (x - centre) ** 2);
  const third = average((x) => (x - centre) ** 3);
  const fourth = average((x) => (x - centre) ** 4) - square ** 2;
  const level = average((_, y) => y);
  const first = average((x, y) => (x - centre) * (y - level));
  const second = average((x, y) => ((x - centre) ** 2 - square) * (y - level));
  const determinant = square * fourth - third ** 2;
  const slope = (first * fourth - second * third) / determinant;
  const bend = (second * square - first * third) / determinant;
  const peak = centre - slope / (2 * bend);
  const places = near.map(([x]) => x);
  return bend < 0 && peak > Math.min(...places) && peak < Math.max(...places) ? peak : undefined;
}
