// Exact masses of a Gaussian mixture in the cells of a grid: products of error functions for axis-parallel components,
// error functions in y under a quadrature in x for correlated ones; and the same for a tempered density.
import { normalInterval } from '../math/special';
import type { Box, Component } from './target';
import { gaussLegendre, type Rule } from '../math/quadrature';

/** A regular grid: `columns` × `rows` cells over `box`, row by row from minY. */
export interface Grid {
  readonly box: Box;
  readonly columns: number;
  readonly rows: number;
}

/** Beyond so many deviations even the logarithm's exponential underflows. */
const REACH = 39;
const PANEL = gaussLegendre(8);
/** Products of one-dimensional factors that a tempered grid may cost. */
const MOST_PRODUCTS = 2e7;

const isAxisParallel = ({ covariance: [xx, xy, yy] }: Component): boolean => Math.abs(xy) <= 1e-12 * Math.sqrt(xx * yy);

/** cells[row][column] += weight · x[column] · y[row] */
function addProduct(cells: Float64Array, weight: number, x: Float64Array, y: Float64Array): void {
  for (let j = 0; j < y.length; j++) {
    const factor = weight * y[j];
    if (factor === 0) continue;
    const start = j * x.length;
    for (let i = 0; i < x.length; i++) cells[start + i] += factor * x[i];
  }
}

function intervals(min: number, max: number, count: number, mean: number, variance: number): Float64Array {
  const deviation = Math.sqrt(variance);
  const edge = (i: number): number => (min + ((max - min) * i) / count - mean) / deviation;
  return Float64Array.from({ length: count }, (_, i) => normalInterval(edge(i), edge(i + 1)));
}

function addCorrelated(cells: Float64Array, grid: Grid, { weight, mean, covariance }: Component): void {
  const { box, columns, rows } = grid;
  const [xx, xy, yy] = covariance;
  const deviation = Math.sqrt(xx);
  const conditional = yy - (xy * xy) / xx;
  const width = (box.maxX - box.minX) / columns;
  // In x the integrand varies on the scale of σₓ and of the conditional deviation seen along the slope.
  const panels = Math.ceil(width / Math.min(deviation, Math.sqrt(conditional) / Math.abs(xy / xx)));
  for (let node = 0; node < columns * panels * PANEL.nodes.length; node++) {
    const k = node % PANEL.nodes.length;
    const panel = Math.floor(node / PANEL.nodes.length);
    const x = box.minX + ((panel + PANEL.nodes[k]) * width) / panels;
    const z = (x - mean[0]) / deviation;
    if (Math.abs(z) > REACH) continue;
    const density = Math.exp(-0.5 * z * z) / (deviation * Math.sqrt(2 * Math.PI));
    const factor = (weight * PANEL.weights[k] * density * width) / panels;
    const column = Math.floor(panel / panels);
    const inY = intervals(box.minY, box.maxY, rows, mean[1] + (xy / xx) * (x - mean[0]), conditional);
    for (let j = 0; j < rows; j++) {
      cells[j * columns + column] += factor * inY[j];
    }
  }
}

/** Mass of every cell, [rows, columns]; weights are taken as they are. */
export function mixtureCells(components: readonly Component[], grid: Grid): Float64Array {
  const { box, columns, rows } = grid;
  const cells = new Float64Array(columns * rows);
  for (const component of components) {
    const { weight, mean, covariance } = component;
    if (isAxisParallel(component)) {
      const inX = intervals(box.minX, box.maxX, columns, mean[0], covariance[0]);
      addProduct(cells, weight, inX, intervals(box.minY, box.maxY, rows, mean[1], covariance[2]));
    } else addCorrelated(cells, grid, component);
  }
  return cells;
}

/** Values of N(mean, variance) at the rule's nodes in every one of `count` intervals. */
function densities(min: number, max: number, count: number, rule: Rule, mean: number, variance: number): Float64Array {
  const q = rule.nodes.length;
  const scale = 1 / Math.sqrt(2 * Math.PI * variance);
  return Float64Array.from({ length: count * q }, (_, i) => {
    const offset = min + ((max - min) * (Math.floor(i / q) + rule.nodes[i % q])) / count - mean;
    return scale * Math.exp((-0.5 * offset * offset) / variance);
  });
}

/** Nodes per cell and axis: as many as the narrowest tempered component asks for and the cost allows. */
function nodesPerCell(components: readonly Component[], grid: Grid, temperature: number): number {
  const narrowest = components.reduce((least, c) => Math.min(least, c.covariance[0], c.covariance[2]), Infinity);
  const deviation = Math.sqrt(narrowest * Math.min(1, temperature));
  const { box, columns, rows } = grid;
  const width = Math.max((box.maxX - box.minX) / columns, (box.maxY - box.minY) / rows);
  const wanted = Math.ceil((3 * width) / deviation) + 1;
  const affordable = Math.floor(Math.sqrt(MOST_PRODUCTS / (components.length * columns * rows)));
  return Math.max(2, Math.min(wanted, affordable, 16));
}

/**
 * ∫ p^{1/temperature} of every cell, not normalised, for axis-parallel components: p at all nodes is a sum of products
 * of one-dimensional factors. Undefined where a component is correlated.
 */
export function temperedMixtureCells(
  components: readonly Component[],
  grid: Grid,
  temperature: number,
): Float64Array | undefined {
  if (!components.every(isAxisParallel)) return undefined;
  const { box, columns, rows } = grid;
  const q = nodesPerCell(components, grid, temperature);
  const rule = gaussLegendre(q);
  const values = new Float64Array(columns * rows * q * q);
  for (const { weight, mean, covariance } of components) {
    const inX = densities(box.minX, box.maxX, columns, rule, mean[0], covariance[0]);
    addProduct(values, weight, inX, densities(box.minY, box.maxY, rows, rule, mean[1], covariance[2]));
  }
  const area = ((box.maxX - box.minX) * (box.maxY - box.minY)) / (columns * rows);
  const cells = new Float64Array(columns * rows);
  values.forEach((value, index) => {
    const [i, j] = [index % (columns * q), Math.floor(index / (columns * q))];
    const weight = area * rule.weights[i % q] * rule.weights[j % q];
    const cell = Math.floor(j / q) * columns + Math.floor(i / q);
    cells[cell] += weight * value ** (1 / temperature);
  });
  return cells;
}
