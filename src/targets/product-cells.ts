// Exact masses, in the cells of a grid, of densities that are sums of products along the axes: Gaussian mixtures, and kernel
// densities of very many points over the lattice that they are deposited on. Correlated components take error functions in y
// under a quadrature in x. The same for tempered densities, by a quadrature over the cells.
import { addProduct, densityRun, intervalRun, type Bins, type Run } from '../math/gaussian-runs';
import { PointLattice } from '../math/point-lattice';
import { gaussLegendre } from '../math/quadrature';
import type { Box, Component, Target } from './target';

/** A regular grid: `columns` × `rows` cells over `box`, row by row from minY. */
export interface Grid {
  readonly box: Box;
  readonly columns: number;
  readonly rows: number;
}

type RunOf = (mean: number, deviation: number) => Run;

/** A density as a sum of products. */
export interface Products {
  /** Sums over bins [rows, columns] of what each factor gives to a run of them along its axis. */
  readonly sums: (columns: number, rows: number, x: RunOf, y: RunOf) => Float64Array;
  /** Beyond so many deviations of a factor nothing counts. */
  readonly reach: number;
  /** What a node costs, the narrowest deviation, and the nodes that a cell may have along each axis. */
  readonly terms: number;
  readonly narrowest: number;
  readonly mostNodes: number;
}

/** Beyond so many deviations even the logarithm's exponential underflows; beyond the others a sum of very many is no other. */
const REACH = 39;
const LATTICE_REACH = 8.3;
const PANEL = gaussLegendre(8);
/** Products of one-dimensional factors that a tempered grid may cost, and nodes of a cell to the narrowest deviation. */
const MOST_PRODUCTS = 2e7;
const NODES = 3;

const isAxisParallel = ({ covariance: [xx, xy, yy] }: Component): boolean => Math.abs(xy) <= 1e-12 * Math.sqrt(xx * yy);

/** Undefined where a component is correlated. */
export function mixtureProducts(components: readonly Component[]): Products | undefined {
  return components.every(isAxisParallel) ? parallelProducts(components) : undefined;
}

function parallelProducts(components: readonly Component[]): Products {
  return {
    sums(columns, rows, x, y) {
      const sums = new Float64Array(columns * rows);
      for (const { weight, mean, covariance } of components)
        addProduct(sums, columns, weight, x(mean[0], Math.sqrt(covariance[0])), y(mean[1], Math.sqrt(covariance[2])));
      return sums;
    },
    reach: REACH,
    terms: components.length,
    narrowest: Math.sqrt(components.reduce((least, c) => Math.min(least, c.covariance[0], c.covariance[2]), Infinity)),
    mostNodes: 16,
  };
}

export function kernelProducts({ points, sigma }: NonNullable<Target['kernels']>): Products {
  const { xs, ys, shares, variances } = new PointLattice(points, sigma);
  const [deviationX, deviationY] = variances.map(Math.sqrt);
  return {
    sums(columns, rows, x, y) {
      const inX = Array.from(xs, (place) => x(place, deviationX));
      const sums = new Float64Array(columns * rows);
      const line = new Float64Array(columns);
      ys.forEach((place, row) => {
        line.fill(0);
        inX.forEach(({ first, values }, column) => {
          const share = shares[row * xs.length + column];
          if (share !== 0) for (let i = 0; i < values.length; i++) line[first + i] += share * values[i];
        });
        addProduct(sums, columns, 1, { first: 0, values: line }, y(place, deviationY));
      });
      return sums;
    },
    reach: LATTICE_REACH,
    terms: 1,
    narrowest: sigma,
    mostNodes: 12,
  };
}

const binsOf = ({ box, columns, rows }: Grid): readonly [x: Bins, y: Bins] => [
  { min: box.minX, width: (box.maxX - box.minX) / columns, count: columns },
  { min: box.minY, width: (box.maxY - box.minY) / rows, count: rows },
];

/** Mass of every cell, [rows, columns]. */
export function productCells({ sums, reach }: Products, grid: Grid): Float64Array {
  const [x, y] = binsOf(grid).map(
    (bins): RunOf =>
      (mean, deviation) =>
        intervalRun(bins, mean, deviation, reach),
  );
  return sums(grid.columns, grid.rows, x, y);
}

/** ∫ (p/peak)^{1/temperature} of every cell. */
export function temperedCells(products: Products, grid: Grid, temperature: number, peak: number): Float64Array {
  const bins = binsOf(grid);
  const { nodes, weights } = gaussLegendre(nodesPerCell(products, grid, temperature));
  const k = nodes.length;
  const [x, y] = bins.map(({ min, width, count }): RunOf => {
    const places = Float64Array.from({ length: count * k }, (_, i) => min + width * (Math.floor(i / k) + nodes[i % k]));
    return (mean, deviation) => densityRun(places, mean, deviation, products.reach);
  });
  const [columns, rows] = [grid.columns * k, grid.rows * k];
  const area = bins[0].width * bins[1].width;
  const cells = new Float64Array(grid.columns * grid.rows);
  products.sums(columns, rows, x, y).forEach((value, at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    const weight = area * weights[column % k] * weights[row % k];
    cells[Math.floor(row / k) * grid.columns + Math.floor(column / k)] += weight * (value / peak) ** (1 / temperature);
  });
  return cells;
}

/** As many nodes along an axis as the narrowest tempered factor asks for and the cost allows. */
function nodesPerCell({ terms, narrowest, mostNodes }: Products, grid: Grid, temperature: number): number {
  const width = Math.max(...binsOf(grid).map((bins) => bins.width));
  const wanted = Math.ceil((NODES * width) / (narrowest * Math.sqrt(Math.min(1, temperature)))) + 1;
  const affordable = Math.floor(Math.sqrt(MOST_PRODUCTS / (terms * grid.columns * grid.rows)));
  return Math.max(2, Math.min(wanted, affordable, mostNodes));
}

/** Mass of every cell, [rows, columns]; weights are taken as they are. */
export function mixtureCells(components: readonly Component[], grid: Grid): Float64Array {
  const cells = productCells(parallelProducts(components.filter(isAxisParallel)), grid);
  for (const component of components) if (!isAxisParallel(component)) addCorrelated(cells, grid, component);
  return cells;
}

function addCorrelated(cells: Float64Array, grid: Grid, { weight, mean, covariance }: Component): void {
  const [{ min, width, count }, inY] = binsOf(grid);
  const [xx, xy, yy] = covariance;
  const deviation = Math.sqrt(xx);
  const conditional = Math.sqrt(yy - (xy * xy) / xx);
  // In x the integrand varies on the scale of σₓ and of the conditional deviation seen along the slope.
  const panels = Math.ceil(width / Math.min(deviation, conditional / Math.abs(xy / xx)));
  for (let node = 0; node < count * panels * PANEL.nodes.length; node++) {
    const k = node % PANEL.nodes.length;
    const panel = Math.floor(node / PANEL.nodes.length);
    const x = min + ((panel + PANEL.nodes[k]) * width) / panels;
    const z = (x - mean[0]) / deviation;
    if (Math.abs(z) > REACH) continue;
    const density = Math.exp(-0.5 * z * z) / (deviation * Math.sqrt(2 * Math.PI));
    const factor = (weight * PANEL.weights[k] * density * width) / panels;
    const column = { first: Math.floor(panel / panels), values: Float64Array.of(1) };
    addProduct(cells, count, factor, column, intervalRun(inY, mean[1] + (xy / xx) * (x - mean[0]), conditional, REACH));
  }
}
