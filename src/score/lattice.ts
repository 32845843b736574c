// Queries on a lattice in the plane: every x with every y, row by row.
import type { Box } from '../targets/target';

export interface Lattice {
  /** x of each column. */
  readonly xs: Float32Array;
  /** y of each row. */
  readonly ys: Float32Array;
}

/** A lattice smaller than this along a side has nothing to gain from being one. */
const LEAST_SIDE = 4;

export function isLattice(value: unknown): value is Lattice {
  if (typeof value !== 'object' || value === null || !('xs' in value) || !('ys' in value)) return false;
  return value.xs instanceof Float32Array && value.ys instanceof Float32Array;
}

/** The lattice whose corners are the box's. */
export function boxLattice({ minX, maxX, minY, maxY }: Box, columns: number, rows: number): Lattice {
  const axis = (from: number, to: number, count: number): Float32Array =>
    Float32Array.from({ length: count }, (_, k) => from + ((to - from) * k) / Math.max(1, count - 1));
  return { xs: axis(minX, maxX, columns), ys: axis(minY, maxY, rows) };
}

/** The nodes, row-major [ys · xs, 2]. */
export function latticeNodes({ xs, ys }: Lattice): Float32Array<ArrayBuffer> {
  const nodes = new Float32Array(2 * xs.length * ys.length);
  for (let row = 0; row < ys.length; row++) {
    for (let column = 0; column < xs.length; column++) {
      nodes[2 * (row * xs.length + column)] = xs[column];
      nodes[2 * (row * xs.length + column) + 1] = ys[row];
    }
  }
  return nodes;
}

/** The lattice that points [n, 2] form, to the last bit; undefined where they form none of at least 4 by 4. */
export function findLattice(points: Float32Array): Lattice | undefined {
  const count = points.length / 2;
  let columns = 1;
  while (columns < count && points[2 * columns + 1] === points[1]) columns++;
  const rows = count / columns;
  if (columns < LEAST_SIDE || rows < LEAST_SIDE || !Number.isInteger(rows)) return undefined;
  const xs = Float32Array.from({ length: columns }, (_, column) => points[2 * column]);
  const ys = Float32Array.from({ length: rows }, (_, row) => points[2 * row * columns + 1]);
  for (let i = 0; i < count; i++) {
    if (points[2 * i] !== xs[i % columns] || points[2 * i + 1] !== ys[Math.floor(i / columns)]) return undefined;
  }
  return { xs, ys };
}
