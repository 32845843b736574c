// The state between data and score: per query an anchor, a mass and a moment, which every method fills in its way and one
// kernel turns into the score and the log density. MATHS.md 3.2, 3.3.
import type { Backend, DeviceArray } from '../compute/backend';
import { kernelScoreFinish } from '../kernels/kernel-score-finish';
import type { PacedWork } from './paced-work';
import type { Points } from './point-set';
import type { Workspace } from './workspace';

export type ScoreKind = 'score' | 'mean';

/** What is asked for: σ, and where the results go. */
export interface ScoreTask {
  /** What `score` is to hold: the score, or the weighted mean of the points that it points to. Default 'score'. */
  readonly gives?: ScoreKind;
  readonly points: Points;
  readonly queries: Points;
  readonly sigma: number;
  /** f32 [queries, dimension] */
  readonly score: DeviceArray;
  /** f32 [queries] */
  readonly logDensity: DeviceArray;
}

/** Arrays of shape [parts, queries], [parts, queries] and [parts, queries, dimension]. */
export interface Sums {
  readonly anchors: DeviceArray;
  readonly masses: DeviceArray;
  readonly moments: DeviceArray;
  readonly parts: number;
}

/** Empty sums, cleared; `label` tells those of several methods apart. */
export function createSums(
  backend: Backend,
  workspace: Workspace,
  { queries }: ScoreTask,
  parts: number,
  label = '',
): Sums {
  const slots = parts * queries.count;
  const sums = {
    anchors: workspace.array(`${label}anchors`, 'u32', slots),
    masses: workspace.array(`${label}masses`, 'f32', slots),
    moments: workspace.array(`${label}moments`, 'f32', slots * queries.dimension),
    parts,
  };
  for (const array of [sums.anchors, sums.masses, sums.moments]) backend.clear(array);
  return sums;
}

/** log₂e / (2σ²): what squared distances are multiplied by in exponents of two. */
export function rateOf(sigma: number): number {
  return Math.LOG2E / (2 * sigma * sigma);
}

/** log N + d log(√(2π) σ): what a log mass exceeds a log density by. */
export function offsetOf({ count, dimension }: Points, sigma: number): number {
  return Math.log(count) + dimension * Math.log(Math.sqrt(2 * Math.PI) * sigma);
}

const MOST_FINISHED = 2 ** 18;

/** Turns sums into results. Queries with less mass than `leastMass` keep what they have. */
export async function finishSums(
  backend: Backend,
  work: PacedWork,
  task: ScoreTask,
  sums: Sums,
  leastMass = 0,
): Promise<void> {
  const { points, queries, sigma, score, logDensity } = task;
  const { anchors, masses, moments, parts } = sums;
  const { dimension } = points;
  const arrays = { data: points.array, places: queries.array, anchors, masses, moments, score, logDensity };
  const params = {
    queries: queries.count,
    parts,
    dimension,
    inverseVariance: 1 / (sigma * sigma),
    offset: offsetOf(points, sigma),
    leastMass,
    isMean: task.gives === 'mean' ? 1 : 0,
  };
  for (let firstThread = 0; firstThread < queries.count; firstThread += MOST_FINISHED) {
    const threads = Math.min(MOST_FINISHED, queries.count - firstThread);
    backend.dispatch(kernelScoreFinish, { arrays, threads, params: { ...params, firstThread } });
    await work.add(threads * parts * dimension);
  }
}
