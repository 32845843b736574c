// Masses of the cells of a grid under the kernel density of very many points, at temperature 1 and tempered: products along
// the axes over the lattice that the points are deposited on. The marginals are then those of one-dimensional mixtures.
import { PointLattice } from '../math/point-lattice';
import { normalCdf } from '../math/special';
import type { Target } from './target';
import type { Grid } from './mixture-cells';
import { gaussLegendre } from '../math/quadrature';

type Kernels = NonNullable<Target['kernels']>;

/** Beyond so many deviations the rest of a normal law is below float64. */
const REACH = 8.3;
/** Nodes of a cell along each axis, at which a tempered density is taken: so many to its narrowest deviation. */
const NODES = 3;
const MOST_NODES = 12;

/** The last lattice is kept: a grid and its surroundings are asked for one after the other. */
let last: Known | undefined;

interface Known {
  readonly kernels: Kernels;
  readonly lattice: PointLattice;
  /** The highest density met on the first tempered grid: powers are taken of what is left when it is divided out. */
  peak?: number;
}

function knownOf(kernels: Kernels): Known {
  if (last?.kernels !== kernels) last = { kernels, lattice: new PointLattice(kernels.points, kernels.sigma) };
  return last;
}

/** Mass of every cell, [rows, columns]; all of the plane has mass 1. */
export function pointCells(kernels: Kernels, { box, columns, rows }: Grid): Float64Array {
  const { lattice } = knownOf(kernels);
  const inX = intervalFactors(lattice.xs, lattice.variances[0], box.minX, box.maxX, columns);
  const inY = intervalFactors(lattice.ys, lattice.variances[1], box.minY, box.maxY, rows);
  return products(lattice, inX, inY);
}

/** ∫ q^{1/temperature} of every cell, up to one factor that depends on `kernels` and `temperature` alone. */
export function temperedPointCells(kernels: Kernels, grid: Grid, temperature: number): Float64Array {
  const { box, columns, rows } = grid;
  const known = knownOf(kernels);
  const { lattice } = known;
  const { nodes, weights } = gaussLegendre(nodesPerCell(kernels, grid, temperature));
  const k = nodes.length;
  const inX = densityFactors(lattice.xs, lattice.variances[0], placesOf(box.minX, box.maxX, columns, nodes));
  const inY = densityFactors(lattice.ys, lattice.variances[1], placesOf(box.minY, box.maxY, rows, nodes));
  const density = products(lattice, inX, inY);
  const peak = (known.peak ??= density.reduce((most, value) => Math.max(most, value), 0));
  const area = ((box.maxX - box.minX) * (box.maxY - box.minY)) / (columns * rows);
  const cells = new Float64Array(columns * rows);
  density.forEach((value, at) => {
    const [column, row] = [at % (columns * k), Math.floor(at / (columns * k))];
    const cell = Math.floor(row / k) * columns + Math.floor(column / k);
    cells[cell] += area * weights[column % k] * weights[row % k] * (value / peak) ** (1 / temperature);
  });
  return cells;
}

function nodesPerCell({ sigma }: Kernels, { box, columns, rows }: Grid, temperature: number): number {
  const width = Math.max((box.maxX - box.minX) / columns, (box.maxY - box.minY) / rows);
  const wanted = Math.ceil((NODES * width) / (sigma * Math.sqrt(Math.min(1, temperature)))) + 1;
  return Math.max(2, Math.min(wanted, MOST_NODES));
}

/** P(x > 0). */
export function massOfKernels({ points, sigma }: Kernels): number {
  let sum = 0;
  for (let i = 0; i < points.length; i += 2) sum += normalCdf(points[i] / sigma);
  return (2 * sum) / points.length;
}

function placesOf(min: number, max: number, count: number, nodes: ArrayLike<number>): Float64Array {
  const k = nodes.length;
  return Float64Array.from(
    { length: count * k },
    (_, i) => min + ((max - min) * (Math.floor(i / k) + nodes[i % k])) / count,
  );
}

/** What each node of the lattice gives to a run of neighbouring bins. */
interface Factors {
  readonly bins: number;
  /** The first bin of each run. */
  readonly firsts: readonly number[];
  readonly runs: readonly Float64Array[];
}

function intervalFactors(nodes: Float64Array, variance: number, min: number, max: number, bins: number): Factors {
  const width = (max - min) / bins;
  const deviation = Math.sqrt(variance);
  const [firsts, runs]: [number[], Float64Array[]] = [[], []];
  for (const node of nodes) {
    const first = limited(Math.floor((node - REACH * deviation - min) / width), bins);
    const end = limited(Math.floor((node + REACH * deviation - min) / width) + 1, bins);
    const below = Float64Array.from({ length: end - first + 1 }, (_, i) =>
      normalCdf((min + (first + i) * width - node) / deviation),
    );
    firsts.push(first);
    runs.push(Float64Array.from({ length: end - first }, (_, i) => below[i + 1] - below[i]));
  }
  return { bins, firsts, runs };
}

function densityFactors(nodes: Float64Array, variance: number, places: Float64Array): Factors {
  const deviation = Math.sqrt(variance);
  const scale = 1 / (deviation * Math.sqrt(2 * Math.PI));
  const [firsts, runs]: [number[], Float64Array[]] = [[], []];
  for (const node of nodes) {
    const first = firstAbove(places, node - REACH * deviation);
    const end = firstAbove(places, node + REACH * deviation);
    firsts.push(first);
    runs.push(places.slice(first, end).map((place) => scale * Math.exp(-0.5 * ((place - node) / deviation) ** 2)));
  }
  return { bins: places.length, firsts, runs };
}

function limited(index: number, bins: number): number {
  return Math.max(0, Math.min(bins, index));
}

function firstAbove(places: Float64Array, value: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Σ share · x[column] · y[row] over the lattice, [bins of y, bins of x]. */
function products({ columns, rows, shares }: PointLattice, inX: Factors, inY: Factors): Float64Array {
  const result = new Float64Array(inX.bins * inY.bins);
  const line = new Float64Array(inX.bins);
  for (let row = 0; row < rows; row++) {
    line.fill(0);
    for (let column = 0; column < columns; column++) {
      const share = shares[row * columns + column];
      if (share === 0) continue;
      const run = inX.runs[column];
      for (let i = 0; i < run.length; i++) line[inX.firsts[column] + i] += share * run[i];
    }
    const run = inY.runs[row];
    for (let j = 0; j < run.length; j++) {
      const at = (inY.firsts[row] + j) * inX.bins;
      for (let i = 0; i < line.length; i++) result[at + i] += run[j] * line[i];
    }
  }
  return result;
}
