// What grows like a power of its size, beyond what it is whatever the size.
import { mean } from './statistics';

/** The slope is fitted to so many of the largest sizes. */
const FITTED = 3;

export interface PowerLaw {
  /** Of the smallest size. */
  readonly fixed: number;
  /** Of what comes on top, over the size in the logarithm. */
  readonly slope: number;
  readonly at: (size: number) => number;
}

/** fixed + c·size^slope through the largest sizes. */
export function fitPowerLaw(sizes: readonly number[], values: readonly number[]): PowerLaw {
  const fixed = Math.min(...values);
  const logs = values
    .map((value, i) => [Math.log(sizes[i]), Math.log(value - fixed)] as const)
    .slice(-FITTED)
    .filter(([, y]) => Number.isFinite(y));
  const [x, y] = [0, 1].map((axis) => mean(logs.map((point) => point[axis])));
  const across = mean(logs.map(([u]) => (u - x) ** 2));
  const slope = mean(logs.map(([u, v]) => (u - x) * (v - y))) / across;
  return { fixed, slope, at: (size) => fixed + Math.exp(y - slope * x) * size ** slope };
}
