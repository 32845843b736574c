// How fast each method is on a backend, from a probe of a fraction of a second, once for each dimension. On machines that
// compute on their few cores the methods keep their ratios, and only one of them is timed: others' load then cancels.
import type { Backend } from '../compute/backend';
import { uniformSource } from '../math/random';
import { isSoftware } from './adapter';
import { CellIndex } from './cell-index';
import { cellScore } from './cell-score';
import { directScore } from './direct-sums';
import { latticeNodes, type Lattice } from './lattice';
import { latticeScore } from './lattice-score';
import { PointSet } from './point-set';
import type { ScoreTask } from './sums';
import { Workspace } from './workspace';

/** Milliseconds for one unit of work. */
export interface Rates {
  /** A pair of the direct method. */
  readonly direct: number;
  /** Sorting a point or a query, boxes included. */
  readonly sort: number;
  /** Finding the nearest point of a query. */
  readonly walk: number;
  /** A pair that the method of cells does not leave out. */
  readonly near: number;
  /** A pair that the method for lattices does not leave out. */
  readonly lattice: number;
}

const POINTS = 4_096;
/** Probes grow until they take as long as this, or are as large as that. */
const LEAST_MS = 8;
const MOST_QUERIES = 2 ** 16;

/**
 * In units of a pair of the direct method: CPU time on SwiftShader (8 queries a thread) and of the float64 twins, d = 2; of
 * GPUs, which differ, a round middle.
 */
const RATIOS = {
  gpu: { sort: 500, walk: 4_000, near: 3, lattice: 0.5 },
  software: { sort: 300, walk: 1_000, near: 1.3, lattice: 0.8 },
  reference: { sort: 5, walk: 80, near: 1, lattice: 0.3 },
} as const;

/** Whether methods are timed one by one: elsewhere they keep their typical ratios, and a choice among them needs no probe. */
export function isTimed(backend: Backend): boolean {
  return backend.kind === 'webgpu' && !isSoftware(backend);
}

/** Costs relative to a direct pair that are the same every time, for choices that must not depend on a measurement. */
export function typicalRates(backend: Backend): Rates {
  const kind = backend.kind === 'reference' ? 'reference' : isSoftware(backend) ? 'software' : 'gpu';
  return scaled(RATIOS[kind], 1);
}

const known = new WeakMap<Backend, Map<number, Promise<Rates>>>();

/** The rates of a backend for points of one to three dimensions. */
export function ratesOf(backend: Backend, dimension: number): Promise<Rates> {
  const rates = known.get(backend) ?? new Map<number, Promise<Rates>>();
  known.set(backend, rates);
  let measured = rates.get(dimension);
  if (!measured) {
    measured = probe(backend, dimension);
    rates.set(dimension, measured);
    measured.catch(() => rates.delete(dimension));
  }
  return measured;
}

async function probe(backend: Backend, dimension: number): Promise<Rates> {
  const workspace = new Workspace(backend);
  const points = new PointSet(backend, 'probe', uniformCube(POINTS, dimension), dimension);
  const made: { dispose(): void }[] = [workspace, points];
  try {
    const context = { backend, workspace, points };
    const direct = (await perQuery(context, (task) => directScore(backend, workspace, task))) / POINTS;
    if (!isTimed(backend)) return scaled(typicalRates(backend), direct);
    const build = async (): Promise<void> => (await CellIndex.create(backend, workspace, points)).dispose();
    const sort = (await bestOf(backend, build)) / POINTS;
    const index = await CellIndex.create(backend, workspace, points);
    made.push(index);
    // With a σ of next to nothing only the search for the nearest point remains; with a large one nothing is left out.
    const narrow = await perQuery(context, (task) => cellScore(backend, workspace, index, { ...task, sigma: 1e-4 }));
    const wide = await perQuery(context, (task) => cellScore(backend, workspace, index, task));
    return {
      direct,
      sort,
      walk: Math.max(0, narrow - sort),
      near: Math.max(0, wide - narrow) / POINTS,
      lattice: dimension === 2 ? await latticeRate(context, index, sort) : Infinity,
    };
  } finally {
    for (const each of made) each.dispose();
  }
}

function scaled(ratios: Omit<Rates, 'direct'>, direct: number): Rates {
  const { sort, walk, near, lattice } = ratios;
  return { direct, sort: sort * direct, walk: walk * direct, near: near * direct, lattice: lattice * direct };
}

interface Context {
  readonly backend: Backend;
  readonly workspace: Workspace;
  readonly points: PointSet;
}

/** Milliseconds for one query more: the launches themselves cancel between two sizes. */
async function perQuery({ backend, points }: Context, run: (task: ScoreTask) => Promise<void>): Promise<number> {
  let before = NaN;
  for (let count = 512; ; count *= 4) {
    const ms = await timeTask(backend, points, uniformCube(count, points.dimension), run);
    if (!Number.isNaN(before) && (ms >= LEAST_MS || count >= MOST_QUERIES)) return slope(ms, before, count, count / 4);
    before = ms;
  }
}

/** Milliseconds a pair; the sorting of the nodes is accounted for elsewhere. */
async function latticeRate({ backend, workspace, points }: Context, index: CellIndex, sort: number): Promise<number> {
  let before = NaN;
  for (let side = 32; ; side *= 2) {
    const axis = Float32Array.from({ length: side }, (_, i) => (i + 0.5) / side);
    const lattice: Lattice = { xs: axis, ys: axis };
    const run = (task: ScoreTask): Promise<void> => latticeScore(backend, workspace, index, { ...task, lattice });
    const nodes = side * side;
    const ms = await timeTask(backend, points, latticeNodes(lattice), run);
    if (!Number.isNaN(before) && (ms >= LEAST_MS || nodes >= MOST_QUERIES)) {
      return Math.max(0, slope(ms, before, nodes, nodes / 4) - sort) / points.count;
    }
    before = ms;
  }
}

/** Of two timings; where noise turns it upside down, the larger one alone. */
function slope(ms: number, before: number, work: number, workBefore: number): number {
  return ms > before ? (ms - before) / (work - workBefore) : ms / work;
}

async function timeTask(
  backend: Backend,
  points: PointSet,
  values: Float32Array,
  run: (task: ScoreTask) => Promise<void>,
): Promise<number> {
  const queries = new PointSet(backend, 'probe queries', values, points.dimension);
  const score = backend.create('probe score', 'f32', values.length);
  const logDensity = backend.create('probe density', 'f32', queries.count);
  try {
    return await bestOf(backend, () => run({ points, queries, sigma: 1, score, logDensity }));
  } finally {
    for (const array of [score, logDensity]) backend.destroy(array);
    queries.dispose();
  }
}

/** The best of three: what disturbs a measurement only ever makes it longer. */
async function bestOf(backend: Backend, run: () => Promise<void>): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    await backend.settled();
    const start = performance.now();
    await run();
    await backend.settled();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function uniformCube(count: number, dimension: number): Float32Array<ArrayBuffer> {
  const uniform = uniformSource(count);
  return Float32Array.from({ length: count * dimension }, () => uniform());
}
