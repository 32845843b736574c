// Reading a Field: its samples stand at the centres of its cells.
import type { Field } from '../../labs/lab';
import type { Box } from '../../targets/target';

/** Value for values that are not finite, so far below everything that no contour passes it. */
const NOWHERE = -1e30;

/** log p at (x, y) by bilinear interpolation, held constant in the outer half cells; undefined outside of the box or where it is not finite. */
export function logDensityAt(field: Field, x: number, y: number): number | undefined {
  const { box, columns, rows, logDensity } = field;
  if (x < box.minX || x > box.maxX || y < box.minY || y > box.maxY) return undefined;
  const column = clamp(((x - box.minX) / (box.maxX - box.minX)) * columns - 0.5, columns - 1);
  const row = clamp(((y - box.minY) / (box.maxY - box.minY)) * rows - 0.5, rows - 1);
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

/** log p of the samples whose cells touch `view`, as plain numbers. */
export function samplesWithin(field: Field, view: Box): Float64Array {
  const { box, columns, rows } = field;
  const [firstColumn, lastColumn] = cellRange(view.minX, view.maxX, box.minX, box.maxX, columns);
  const [firstRow, lastRow] = cellRange(view.minY, view.maxY, box.minY, box.maxY, rows);
  const values: number[] = [];
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      values.push(finiteOrNowhere(field.logDensity[row * columns + column]));
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
    box.minX + ((column + 0.5) / columns) * (box.maxX - box.minX),
    box.minY + ((row + 0.5) / rows) * (box.maxY - box.minY),
  ];
}

function cellRange(from: number, to: number, min: number, max: number, cells: number): [number, number] {
  const scale = cells / (max - min);
  return [clamp(Math.floor((from - min) * scale), cells - 1), clamp(Math.ceil((to - min) * scale) - 1, cells - 1)];
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
