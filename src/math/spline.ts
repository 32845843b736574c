// Smooth curves through measured values.

/** The natural cubic spline through (xs, ys), xs rising, two or more; beyond the ends the value of the end. */
export function naturalSpline(xs: readonly number[], ys: readonly number[]): (x: number) => number {
  const last = xs.length - 1;
  const bends = bendsOf(xs, ys);
  return (x) => {
    if (!(x > xs[0])) return ys[0];
    if (x >= xs[last]) return ys[last];
    let i = 0;
    for (let step = 2 ** 20; step >= 1; step /= 2) if (i + step < last && xs[i + step] <= x) i += step;
    const width = xs[i + 1] - xs[i];
    const u = (x - xs[i]) / width;
    const v = 1 - u;
    const bend = (v ** 3 - v) * bends[i] + (u ** 3 - u) * bends[i + 1];
    return v * ys[i] + u * ys[i + 1] + (bend * width * width) / 6;
  };
}

/** Second derivatives at the knots, 0 at both ends: elimination in a tridiagonal system. */
function bendsOf(xs: readonly number[], ys: readonly number[]): number[] {
  const last = xs.length - 1;
  const bends = Array<number>(xs.length).fill(0);
  const upper = Array<number>(xs.length).fill(0);
  for (let i = 1; i < last; i++) {
    const [left, right] = [xs[i] - xs[i - 1], xs[i + 1] - xs[i]];
    const pivot = 2 * (left + right) - left * upper[i - 1];
    upper[i] = right / pivot;
    const jump = (ys[i + 1] - ys[i]) / right - (ys[i] - ys[i - 1]) / left;
    bends[i] = (6 * jump - left * bends[i - 1]) / pivot;
  }
  for (let i = last - 1; i > 0; i--) bends[i] -= upper[i] * bends[i + 1];
  return bends;
}
