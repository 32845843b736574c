// The direct method: every query meets every point. Points of up to four dimensions stay in registers; wider ones go
// through a matrix of squared distances, a slice at a time.
import type { Backend } from '../compute/backend';
import { DIRECT_TILE, kernelScoreDirect, type QueriesAThread } from '../kernels/kernel-score-direct';
import { MOST_QUAD_DIMENSIONS } from '../kernels/kernel-score-dimension';
import { kernelScoreFinish } from '../kernels/kernel-score-finish';
import { kernelScoreGather } from '../kernels/kernel-score-gather';
import { kernelScoreSquares } from '../kernels/kernel-score-squares';
import { kernelScoreWeights } from '../kernels/kernel-score-weights';
import { isSoftware } from './adapter';
import { PacedWork, pacerOf, type Progress } from './paced-work';
import { createSums, finishSums, rateOf, type ScoreTask, type Sums } from './sums';
import type { Workspace } from './workspace';

/** Threads that keep a large GPU busy; fewer queries share their points among parts. */
const GPU_THREADS = 2 ** 17;
const SOFTWARE_THREADS = 2 ** 8;
/** Points of a part at the least: a part costs a merge. */
const LEAST_PART = 4_096;

/** First submissions, in pairs: about 10 ms on the slowest machine that one would use. */
const FIRST_PAIRS = { webgpu: 2 ** 21, reference: 2 ** 17 } as const;

/** Writes score and log density of all queries. Work in pairs. */
export async function directScore(
  backend: Backend,
  workspace: Workspace,
  task: ScoreTask,
  progress?: Progress,
): Promise<void> {
  if (task.points.dimension <= MOST_QUAD_DIMENSIONS) await narrowScore(backend, workspace, task, progress);
  else await wideScore(backend, workspace, task, progress);
}

/** Compiles what the direct method needs for few pairs in up to four dimensions, while there is something else to wait for. */
export async function prepareDirect(backend: Backend, dimension: number): Promise<void> {
  if (dimension <= MOST_QUAD_DIMENSIONS) await backend.prepare(kernelScoreDirect(dimension), kernelScoreFinish);
}

/** Below this, and for a first picture, eight queries a thread are not worth compiling twice as much: 0.2 s on a software adapter. */
const MANY_PAIRS = 4e6;
/** Tiles of a launch: then loading and storing the state costs little. */
const TILES = 8;

function queriesAThreadFor(backend: Backend, { points, queries }: ScoreTask, isUrgent = false): QueriesAThread {
  return isSoftware(backend) && !isUrgent && points.count * queries.count >= MANY_PAIRS ? 8 : 4;
}

async function narrowScore(
  backend: Backend,
  workspace: Workspace,
  task: ScoreTask,
  progress?: Progress,
): Promise<void> {
  const { points, queries } = task;
  const software = isSoftware(backend);
  const queriesAThread = queriesAThreadFor(backend, task, progress?.urgent);
  const kernel = kernelScoreDirect(points.dimension, queriesAThread);
  await backend.prepare(kernel, kernelScoreFinish);
  const wanted = backend.kind === 'reference' ? 1 : software ? SOFTWARE_THREADS : GPU_THREADS;
  const threadsOfPart = Math.ceil(queries.count / queriesAThread);
  const mostParts = Math.ceil(points.count / LEAST_PART);
  const share = Math.ceil(points.count / Math.min(mostParts, Math.max(1, Math.floor(wanted / threadsOfPart))));
  const span = DIRECT_TILE * Math.ceil(share / DIRECT_TILE);
  const parts = Math.ceil(points.count / span);
  const sums = createSums(backend, workspace, task, parts);
  const pacer = pacerOf(backend, 'direct', FIRST_PAIRS[backend.kind], 64 * queriesAThread * DIRECT_TILE);
  const work = new PacedWork(backend, pacer, points.count * queries.count, progress);
  const { anchors, masses, moments } = sums;
  const arrays = { data: points.array, places: queries.array, anchors, masses, moments };
  const all = parts * threadsOfPart;
  for (let firstThread = 0; firstThread < all;) {
    const room = Math.floor(work.budget / (Math.min(span, TILES * DIRECT_TILE) * queriesAThread));
    const threads = Math.min(Math.max(64, room - (room % 64)), all - firstThread);
    for (let first = 0; first < span;) {
      const tiles = Math.max(1, Math.floor(work.room / (threads * queriesAThread * DIRECT_TILE)));
      const count = Math.min(tiles * DIRECT_TILE, span - first);
      const params = {
        firstThread,
        queries: queries.count,
        points: points.count,
        span,
        first,
        count,
        rate: rateOf(task.sigma),
      };
      backend.dispatch(kernel, { arrays, threads, params });
      first += count;
      await work.add(threads * queriesAThread * count);
    }
    firstThread += threads;
  }
  await finishSums(backend, work, task, sums);
  work.end();
}

/** Elements of the matrix of squared distances. */
const MOST_SQUARES = 2 ** 20;
const MOST_SLICE_QUERIES = 2_048;
/** Points of a slice at the least, so that per-query work is small beside it. */
const LEAST_SLICE_POINTS = 64;

async function wideScore(backend: Backend, workspace: Workspace, task: ScoreTask, progress?: Progress): Promise<void> {
  const { points, queries } = task;
  const { dimension } = points;
  await backend.prepare(kernelScoreSquares, kernelScoreWeights, kernelScoreGather, kernelScoreFinish);
  const sums = createSums(backend, workspace, task, 1);
  const pacer = pacerOf(backend, 'wide', FIRST_PAIRS[backend.kind], 64 * LEAST_SLICE_POINTS);
  const work = new PacedWork(backend, pacer, points.count * queries.count * dimension, progress);
  for (let firstQuery = 0; firstQuery < queries.count;) {
    const room = Math.floor(work.budget / (LEAST_SLICE_POINTS * dimension));
    const sliceQueries = Math.min(Math.max(64, room), MOST_SLICE_QUERIES, queries.count - firstQuery);
    for (let firstPoint = 0; firstPoint < points.count;) {
      const wanted = Math.max(LEAST_SLICE_POINTS, Math.floor(work.room / (sliceQueries * dimension)));
      const most = Math.floor(MOST_SQUARES / sliceQueries);
      const slicePoints = Math.min(wanted, most, points.count - firstPoint);
      const slice = { firstQuery, queries: sliceQueries, firstPoint, points: slicePoints };
      dispatchSlice(backend, workspace, task, sums, slice);
      firstPoint += slicePoints;
      await work.add(sliceQueries * slicePoints * dimension);
    }
    firstQuery += sliceQueries;
  }
  await finishSums(backend, work, task, sums);
  work.end();
}

interface Slice {
  readonly firstQuery: number;
  readonly queries: number;
  readonly firstPoint: number;
  readonly points: number;
}

function dispatchSlice(backend: Backend, workspace: Workspace, task: ScoreTask, sums: Sums, slice: Slice): void {
  const { points, queries } = task;
  const { dimension } = points;
  const { anchors, masses, moments } = sums;
  const mostSquares = Math.min(MOST_SQUARES, points.count * queries.count);
  const squares = workspace.array('squares', 'f32', mostSquares);
  const leastSquares = workspace.array('least squares', 'f32', queries.count);
  const previous = workspace.array('previous anchors', 'u32', queries.count);
  const carried = workspace.array('carried', 'f32', 2 * queries.count);
  backend.dispatch(kernelScoreSquares, {
    arrays: { data: points.array, places: queries.array, squares },
    threads: Math.ceil(slice.points / 4) * Math.ceil(slice.queries / 4),
    params: { dimension, ...slice },
  });
  backend.dispatch(kernelScoreWeights, {
    arrays: { squares, leastSquares, anchors, previous, masses, carried },
    threads: slice.queries,
    params: {
      firstQuery: slice.firstQuery,
      firstPoint: slice.firstPoint,
      points: slice.points,
      rate: rateOf(task.sigma),
    },
  });
  backend.dispatch(kernelScoreGather, {
    arrays: { data: points.array, weights: squares, anchors, previous, carried, moments },
    threads: slice.queries * Math.ceil(dimension / 4),
    params: { dimension, ...slice },
  });
}
