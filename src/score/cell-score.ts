// The method of cells: only points that matter, found through boxes. Exact to a share ε of the mass, however far a query is.
import type { Backend, DeviceArray } from '../compute/backend';
import { BLOCK_QUADS, CELL_QUERIES, cellSums } from '../kernels/cell-sums';
import { kernelScoreFinish } from '../kernels/kernel-score-finish';
import { isSoftware } from './adapter';
import type { CellIndex } from './cell-index';
import { PacedWork, pacerOf, type Progress } from './paced-work';
import { createSums, finishSums, rateOf, type ScoreTask } from './sums';
import type { Workspace } from './workspace';

/**
 * The share of the mass that may be left out. A point left out stands at most 8σ + 2·d_min off, so that the score errs by at
 * most 8ε of |s| + 1/σ: below the rounding of float32, or of float64.
 */
const EPSILON = { webgpu: 1e-7, reference: 1e-17 } as const;
/** The first submission, as pairs if every query met every point. */
const FIRST_PAIRS = { webgpu: 2 ** 22, reference: 2 ** 18 } as const;
/** Half of the golden ratio's turn: steps that spread any run of blocks over all of them. */
const GOLDEN = 0.618034;

export interface CellOptions extends Progress {
  /** Only queries that have less mass than `least` in `known`. */
  readonly only?: { readonly known: DeviceArray; readonly least: number };
}

/** 2σ² log(N/ε): by how much a squared distance may exceed the least one and still matter. */
export function cutOf(backend: Backend, points: number, sigma: number): number {
  return 2 * sigma * sigma * Math.log(points / EPSILON[backend.kind]);
}

/** Writes score and log density of the queries. Work in queries. */
export async function cellScore(
  backend: Backend,
  workspace: Workspace,
  index: CellIndex,
  task: ScoreTask,
  options: CellOptions = {},
): Promise<void> {
  const { points, queries, sigma } = task;
  const general = cellSums(points.dimension, options.only !== undefined);
  // A submission holds few queries: small groups are shared out more evenly among the cores of a software adapter, and the
  // shortest one, which nothing can overtake, is half as long.
  const kernel = isSoftware(backend) ? { ...general, workgroupSize: 4 } : general;
  const leastQuads = isSoftware(backend) ? BLOCK_QUADS / 2 : BLOCK_QUADS;
  await backend.prepare(kernel, kernelScoreFinish);
  const order = index.sortQueries(workspace, queries);
  const sums = createSums(backend, workspace, task, 1);
  const quads = Math.ceil(queries.count / CELL_QUERIES);
  const blocks = Math.ceil(quads / BLOCK_QUADS);
  const least = leastQuads * CELL_QUERIES;
  // How long a query takes depends on the points, on σ and on the queries: each such problem has a pace of its own.
  const first = Math.max(least, FIRST_PAIRS[backend.kind] / points.count);
  const pacer = pacerOf(backend, `cells of ${points.array.id} at ${sigma}`, first, least);
  const work = new PacedWork(backend, pacer, queries.count, options);
  const { anchors, masses, moments } = sums;
  const places = queries.array;
  const arrays = { data: index.sorted, boxes: index.boxes, places, order, anchors, masses, moments };
  const params = {
    quads,
    queries: queries.count,
    points: points.count,
    rate: rateOf(sigma),
    firstLeaf: index.heap.firstLeaf,
    boxes: index.heap.boxes,
    blocks,
    turn: turnOf(blocks),
    cut: cutOf(backend, points.count, sigma),
    leastMass: options.only?.least ?? 0,
  };
  const all = blocks * BLOCK_QUADS;
  for (let firstThread = 0; firstThread < all;) {
    const threads = Math.min(leastQuads * Math.max(1, Math.floor(work.room / least)), all - firstThread);
    backend.dispatch(kernel, {
      arrays: options.only ? { ...arrays, known: options.only.known } : arrays,
      threads,
      params: { ...params, firstThread },
    });
    firstThread += threads;
    await work.add(threads * CELL_QUERIES);
  }
  const sortedTask = { ...task, points: { array: index.sorted, count: points.count, dimension: points.dimension } };
  // A query that was left alone has no mass; any other has 1 at least, of its own anchor.
  await finishSums(backend, work, sortedTask, sums, 0.5);
  work.end();
}

/** A step through so many blocks that meets each once and spreads every run of steps over all of them. */
export function turnOf(blocks: number): number {
  let turn = Math.max(1, Math.round(GOLDEN * blocks));
  while (greatestDivisor(turn, blocks) !== 1) turn++;
  return turn;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
