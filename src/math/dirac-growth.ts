// The growth a round of small starts: how it is tried, fitted and predicted. MATHS.md 4.3 to 4.6.
import { isSmooth, operatorOf, predictedRadius } from './dirac-linearisation';
import type { Path, Point } from './dirac-paths';
import type { Players, Settings } from './dirac-scheme';

/** Sizes between which f is linear and float32 is far from its ends. */
const LEAST = 1e-30;
const MOST = 1e-3;
/** Where the runs of a map and of a search begin. */
const START = 1e-12;
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
  const size = predicted > 0 ? 1e-25 : MOST;
  const range = Math.log(predicted > 0 ? MOST / size : MOST / LEAST);
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

/** The rate that a fit to trajectories of a smooth field should find. */
export function expectedRate(settings: Settings): number {
  return predictedGrowth(settings)?.rate ?? Math.log(predictedRadius(settings));
}

/** Least squares over the last three quarters: what decays faster is gone by then. Undefined where nothing is left to fit. */
export function fitGrowth(paths: readonly Path[]): GrowthFit | undefined {
  const [first] = paths;
  const rounds: number[] = [];
  const logs: number[] = [];
  for (let i = Math.ceil(first.points.length / 4); i < first.points.length; i++) {
    const size = Math.hypot(...paths.map(({ points }) => Math.hypot(...points[i])));
    if (!Number.isFinite(size) || size < LEAST || size > 1) continue;
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

/**
 * The mean of log(size after / size before) a round of any map of the players, over all rounds where it left the sizes above,
 * else between the second and the last quarter of `steps`. Twin of shaders/kernels/dirac-growth.wgsl.
 */
export function growthOf(advance: (players: Players, step: number) => void, steps: number): number {
  const players: Players = { theta: START, psi: 0.6 * START, owedTheta: 0, owedPsi: 0 };
  const quarter = steps / 4;
  let early = LEAST;
  let late = LEAST;
  for (let step = 0; step < steps; step++) {
    advance(players, step);
    const size = sizeOf(players);
    const window = Math.floor(step / quarter);
    if (window === 1) early = Math.max(early, size);
    else if (window === 3) late = Math.max(late, size);
    if (size < LEAST || size > MOST) return Math.log(size / START) / (step + 1);
  }
  return Math.log(late / early) / (2 * quarter);
}

function sizeOf({ theta, psi }: Players): number {
  // Also what is not finite. The squares stay far from the ends of float64.
  const x = Math.abs(theta) < 1 ? theta : 1;
  const y = Math.abs(psi) < 1 ? psi : 1;
  return Math.max(Math.sqrt(x * x + y * y), 1e-37);
}

/** About how many of `steps` rounds a run of this rate lasted before it was stopped. */
export function growthRounds(rate: number, steps: number): number {
  const way = Math.log(rate > 0 ? MOST / START : START / LEAST);
  return Math.min(steps, Math.ceil(way / Math.abs(rate)));
}
