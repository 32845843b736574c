// Reading a Field: its samples stand at the nodes of a grid, the outermost on the edges of its box.
import type { Field } from '../../experiment/lab';
import type { Box } from '../../targets/target';

/** Value for values that are not finite, so far below everything that no contour passes it. */
const NOWHERE = -1e30;

/** log p at (x, y) by bilinear interpolation; undefined outside of the box, where it is not finite, and where there is none. */
export function logDensityAt(field: Field, x: number, y: number): number | undefined {
  const { box, columns, rows, logDensity } = field;
  if (!logDensity || x < box.minX || x > box.maxX || y < box.minY || y > box.maxY) return undefined;
  const column = ((x - box.minX) / (box.maxX - box.minX)) * (columns - 1);
  const row = ((y - box.minY) / (box.maxY - box.minY)) * (rows - 1);
  const left = Math.min(Math.floor(column), Math.max(0, columns - 2));
  const below = Math.min(Math.floor(row), Math.max(0, rows - 2));
  const right = Math.min(left + 1, columns - 1);
  const above = Math.min(below + 1, rows - 1);
  const [s, t] = [column - left, row - below];
  const at = (i: number, j: number): number => logDensity[j * columns + i];
  const low = at(left, below) * (1 - s) + at(right, below) * s;
  const high = at(left, above) * (1 - s) + at(right, above) * s;
  const value = low * (1 - t) + high * t;
  return Number.isFinite(value) ? value : undefined;
}

/** log p of the samples within `view` and of their neighbours just outside, as plain numbers; empty where there is none. */
export function samplesWithin({ box, columns, rows, logDensity }: Field, view: Box): Float64Array {
  if (!logDensity) return new Float64Array();
  const [firstColumn, lastColumn] = nodeRange(view.minX, view.maxX, box.minX, box.maxX, columns);
  const [firstRow, lastRow] = nodeRange(view.minY, view.maxY, box.minY, box.maxY, rows);
  const values: number[] = [];
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      values.push(finiteOrNowhere(logDensity[row * columns + column]));
    }
  }
  return Float64Array.from(values);
}

export function finiteOrNowhere(value: number): number {
  return Number.isFinite(value) ? Math.max(value, NOWHERE) : NOWHERE;
}

/** Data coordinates of the sample in (column, row). */
export function samplePosition({ box, columns, rows }: Field, column: number, row: number): [number, number] {
  return [
    box.minX + (column / Math.max(1, columns - 1)) * (box.maxX - box.minX),
    box.minY + (row / Math.max(1, rows - 1)) * (box.maxY - box.minY),
  ];
}

function nodeRange(from: number, to: number, min: number, max: number, nodes: number): [number, number] {
  const scale = (nodes - 1) / (max - min);
  return [clamp(Math.floor((from - min) * scale), nodes - 1), clamp(Math.ceil((to - min) * scale), nodes - 1)];
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
