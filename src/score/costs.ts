// What each method would take for a problem: work estimated from a sample of points and queries, times the backend's rates.
import type { Backend } from '../compute/backend';
import { LEAF_POINTS } from '../kernels/cell-boxes';
import { MOST_CELL_DIMENSIONS } from './cell-index';
import { cutOf } from './cell-score';
import type { Lattice } from './lattice';
import { leastMassOf, REACH } from './lattice-score';
import type { PointSet } from './point-set';
import type { Rates } from './rates';

/** What is known of a set without asking the device, and where it is if that does not suffice. */
export type Sampled = Pick<PointSet, 'count' | 'dimension' | 'values'> & Partial<Pick<PointSet, 'array'>>;

export interface Problem {
  readonly points: Sampled;
  readonly queries: Sampled;
  readonly sigma: number;
  /** Where the queries are one. */
  readonly lattice: Lattice | undefined;
  /** Whether the points stand sorted already. */
  readonly isIndexed: boolean;
}

/** Milliseconds; infinite where a method does not apply. */
export interface Costs {
  readonly direct: number;
  readonly cells: number;
  readonly grid: number;
}

/** Shares of all pairs that the methods which leave out pairs do not leave out. */
export interface Shares {
  /** For cells. */
  readonly near: number;
  /** For a lattice. */
  readonly within: number;
  /** Share of the nodes of a lattice that are left to cells. */
  readonly far: number;
}

const SAMPLE_POINTS = 1_024;
const SAMPLE_QUERIES = 64;
const RUNS = 8;
/** Factors, boxes and partial sums of a lattice take as long as this share of all pairs would. */
const OVERHEAD = 0.15;
/** Half of the nodes that threads in step have side by side: what one of them needs, all go through. */
const SPAN = 8;

/** Some rows from all parts of a set: eight runs. Reads them back where they are on the device only. */
export async function sampleOf(backend: Backend, set: Sampled, most: number): Promise<ArrayLike<number>> {
  const { count, dimension, values, array } = set;
  const read = async (from: number, length: number): Promise<ArrayLike<number>> => {
    if (values) return values.subarray(from, from + length);
    if (!array) throw new Error('a set that is sampled is on the host or on the device');
    return backend.read(array, from, length);
  };
  if (count <= most) return read(0, count * dimension);
  const length = most / RUNS;
  const starts = Array.from({ length: RUNS }, (_, k) => Math.floor((k * (count - length)) / (RUNS - 1)));
  const runs = starts.map((start) => read(start * dimension, length * dimension));
  return (await Promise.all(runs)).flatMap((run) => Array.from(run));
}

/** The shares of pairs, from samples. */
export async function sharesOf(backend: Backend, { points, queries, sigma, lattice }: Problem): Promise<Shares> {
  const { dimension, count } = points;
  const rows = await sampleOf(backend, points, SAMPLE_POINTS);
  const places = await sampleOf(backend, queries, SAMPLE_QUERIES);
  const cut = cutOf(backend, count, sigma);
  const leaf = leafSide(rows, dimension, count);
  const squares = new Float64Array(rows.length / dimension);
  const reach = (REACH * sigma + leaf + (lattice ? SPAN * Math.abs(lattice.xs[1] - lattice.xs[0]) : 0)) ** 2;
  const alone = -2 * sigma * sigma * Math.log(leastMassOf(1));
  let near = 0;
  let within = 0;
  let far = 0;
  for (let query = 0; query < places.length; query += dimension) {
    let least = Infinity;
    for (let i = 0; i < squares.length; i++) {
      squares[i] = 0;
      for (let j = 0; j < dimension; j++) squares[i] += (rows[i * dimension + j] - places[query + j]) ** 2;
      least = Math.min(least, squares[i]);
    }
    // Whole leaves are taken: the ball grows by about one of them.
    const ball = (Math.sqrt(least + cut) + leaf) ** 2;
    if (least > alone) far++;
    for (const square of squares) {
      if (square <= ball) near++;
      if (square <= reach) within++;
    }
  }
  const pairs = (squares.length * places.length) / dimension;
  const fewest = Math.min(1, (4 * LEAF_POINTS) / count);
  return { near: Math.max(near / pairs, fewest), within: within / pairs, far: (far * dimension) / places.length };
}

/** About the side of a box of 32 points: from the quartiles, between which half of the points are in each coordinate. */
function leafSide(rows: ArrayLike<number>, dimension: number, count: number): number {
  const sample = rows.length / dimension;
  let volume = 1;
  for (let j = 0; j < dimension; j++) {
    const sorted = Float64Array.from({ length: sample }, (_, i) => rows[i * dimension + j]).sort();
    volume *= 2 * (sorted[Math.floor(0.75 * (sample - 1))] - sorted[Math.floor(0.25 * (sample - 1))]);
  }
  return (volume * Math.min(1, LEAF_POINTS / count)) ** (1 / dimension);
}

/** What each method would take. */
export function costsOf({ points, queries, lattice, isIndexed }: Problem, rates: Rates, shares: Shares): Costs {
  const pairs = points.count * queries.count;
  if (points.dimension > MOST_CELL_DIMENSIONS) return { direct: pairs * rates.direct, cells: Infinity, grid: Infinity };
  const build = isIndexed ? 0 : points.count * rates.sort;
  const sorting = build + queries.count * rates.sort;
  const walking = queries.count * rates.walk;
  return {
    direct: pairs * rates.direct,
    cells: sorting + walking + pairs * shares.near * rates.near,
    grid: lattice ? sorting + shares.far * walking + pairs * (shares.within + OVERHEAD) * rates.lattice : Infinity,
  };
}
