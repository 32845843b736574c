// A plot that is measured a little at a time.
import type { Plot } from '../../lab';

export interface Figure {
  /** Measures a little more, at most about 50 ms; true while there is more to do. */
  refine(): Promise<boolean>;
  plot(): Plot | undefined;
  /** Frees what it holds on the device. Idempotent. */
  dispose(): void;
}

/** `count` values from `from` to `to`, evenly in the logarithm. */
export function logSpaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
}

export interface Minimum {
  readonly x: number;
  readonly y: number;
  /** Whether the curve rises on both sides. */
  readonly inside: boolean;
}

/** The lowest point of a curve; inside, that of the parabola through its neighbours in log x. NaN values are passed over. */
export function lowest(x: readonly number[], y: readonly number[]): Minimum | undefined {
  let best = -1;
  y.forEach((value, i) => {
    if (Number.isFinite(value) && (best < 0 || value < y[best])) best = i;
  });
  if (best < 0) return undefined;
  const [left, middle, right] = [y[best - 1], y[best], y[best + 1]];
  if (!Number.isFinite(left) || !Number.isFinite(right)) return { x: x[best], y: middle, inside: false };
  const bend = left - 2 * middle + right;
  const shift = bend > 0 ? (left - right) / (2 * bend) : 0;
  const step = Math.log(x[best + 1] / x[best]);
  return { x: x[best] * Math.exp(shift * step), y: middle - ((left - right) * shift) / 4, inside: true };
}

/** Least-squares slope of log y over log x, of the points with finite values. */
export function logSlope(x: readonly number[], y: readonly number[]): number {
  const points = x.flatMap((value, i) =>
    y[i] > 0 && Number.isFinite(y[i]) ? [[Math.log(value), Math.log(y[i])]] : [],
  );
  const n = points.length;
  const meanX = points.reduce((sum, [u]) => sum + u / n, 0);
  const meanY = points.reduce((sum, [, v]) => sum + v / n, 0);
  const across = points.reduce((sum, [u]) => sum + (u - meanX) ** 2, 0);
  return points.reduce((sum, [u, v]) => sum + (u - meanX) * (v - meanY), 0) / across;
}
