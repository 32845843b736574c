// Paths of highlighted particles as SVG paths, cut by age so that the oldest part can fade.
import { range } from 'd3-array';
import type { Box } from '../../targets/target';
import { linePath, type Point } from './line-paths';
import { toPixels, type Size } from './view-transform';

/** Pieces of a path, oldest first. */
export const AGES = 4;

/** One path for each age, oldest first, over all lines; what is not finite interrupts a line. */
export function agedPaths(lines: readonly Float32Array[], view: Box, size: Size): readonly string[] {
  return Array.from({ length: AGES }, (_, age) => lines.map((line) => piece(line, age, view, size)).join(''));
}

/** Where the particles are: the last finite point of each line, in pixels. */
export function heads(lines: readonly Float32Array[], view: Box, size: Size): readonly Point[] {
  const ends = lines.filter(({ length }) => length >= 2).map((line) => line.subarray(-2));
  return ends.map(([x, y]) => toPixels(view, size, x, y)).filter(isDrawable);
}

function piece(line: Float32Array, age: number, view: Box, size: Size): string {
  const segments = line.length / 2 - 1;
  const [first, last] = [age, age + 1].map((end) => Math.floor((segments * end) / AGES));
  if (last <= first) return '';
  const points = range(first, last + 1).map((k) => toPixels(view, size, line[2 * k], line[2 * k + 1]));
  return linePath(points, isDrawable);
}

/** Far outside of the picture SVG coordinates lose their meaning. */
function isDrawable([x, y]: Point): boolean {
  return Math.abs(x) < 1e6 && Math.abs(y) < 1e6;
}
