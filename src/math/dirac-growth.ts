// The growth a round of small starts: how it is tried, fitted and predicted. MATHS.md 4.3 to 4.6.
import { isSmooth, operatorOf, predictedRadius } from './dirac-linearisation';
import type { Settings } from './dirac-scheme';

export type Point = readonly [theta: number, psi: number];

/** Positions of one start, itself the first, every `stride` rounds. */
export interface Path {
  readonly stride: number;
  readonly points: readonly Point[];
}

/** Sizes between which f is linear and float32 is far from its ends. */
const SMALL = 1e-30;
const LARGE = 1e-3;
const MOST_ROUNDS = 2048;

/** Fitted and predicted growth may differ by this: MATHS G10. */
export const FIT_TOLERANCE = 2e-3;

export interface GrowthFit {
  /** Slope of log size over rounds. */
  readonly rate: number;
  readonly standardError: number;
}

/** Two starts at right angles, whose joint size does not see a rotation, and how many rounds they are followed. */
export function growthTrial(settings: Settings): { readonly starts: readonly [Point, Point]; readonly steps: number } {
  const predicted = Math.log(predictedRadius(settings));
  const size = predicted > 0 ? 1e-25 : LARGE;
  const range = Math.log(predicted > 0 ? LARGE / size : LARGE / SMALL);
  const steps = Math.max(4, Math.min(MOST_ROUNDS, Math.floor((0.9 * range) / Math.max(Math.abs(predicted), 1e-9))));
  const starts = [
    [size, 0],
    [0, size],
  ] as const;
  return { starts, steps };
}

/**
 * What the same fit gives for powers of the operator. That is log max |λ| but where its eigenvalues nearly meet: then the
 * distance goes like n|λ|ⁿ for as long as one can follow it.
 */
export function predictedGrowth(settings: Settings): GrowthFit | undefined {
  if (!isSmooth(settings)) return undefined;
  const { starts, steps } = growthTrial(settings);
  const [a, b, c, d] = operatorOf(settings);
  const paths = starts.map((start): Path => {
    const points: Point[] = [start];
    for (let i = 0; i < steps; i++) {
      const [theta, psi] = points[i];
      points.push([a * theta + b * psi, c * theta + d * psi]);
    }
    return { stride: 1, points };
  });
  return fitGrowth(paths);
}

/** Least squares over the last three quarters: what decays faster is gone by then. Undefined where nothing is left to fit. */
export function fitGrowth(paths: readonly Path[]): GrowthFit | undefined {
  const [first] = paths;
  const rounds: number[] = [];
  const logs: number[] = [];
  for (let i = Math.ceil(first.points.length / 4); i < first.points.length; i++) {
    const size = Math.hypot(...paths.map(({ points }) => Math.hypot(...points[i])));
    if (!Number.isFinite(size) || size < SMALL || size > 1) continue;
    rounds.push(i * first.stride);
    logs.push(Math.log(size));
  }
  return rounds.length < 3 ? undefined : fitLine(rounds, logs);
}

/** Slope of a line through points, with its standard error from the residuals. */
export function fitLine(xs: readonly number[], ys: readonly number[]): GrowthFit {
  const n = xs.length;
  const meanX = xs.reduce((sum, x) => sum + x, 0) / n;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / n;
  const spread = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  const rate = xs.reduce((sum, x, i) => sum + (x - meanX) * (ys[i] - meanY), 0) / spread;
  const residual = ys.reduce((sum, y, i) => sum + (y - meanY - rate * (xs[i] - meanX)) ** 2, 0);
  return { rate, standardError: Math.sqrt(residual / Math.max(1, n - 2) / spread) };
}
