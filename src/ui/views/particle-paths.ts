// Paths of highlighted particles as SVG paths, cut by age so that the oldest part can fade.
import type { Box } from '../../targets/target';
import { toPixels, type Size } from './view-transform';

/** Pieces of a path, oldest first. */
export const AGES = 4;

/** One path for each age, oldest first, over all lines; what is not finite interrupts a line. */
export function agedPaths(lines: readonly Float32Array[], view: Box, size: Size): readonly string[] {
  return Array.from({ length: AGES }, (_, age) => lines.map((line) => piece(line, age, view, size)).join(''));
}

/** Where the particles are: the last finite point of each line, in pixels. */
export function heads(lines: readonly Float32Array[], view: Box, size: Size): readonly (readonly [number, number])[] {
  return lines.flatMap((line) => {
    const [x, y] = line.subarray(line.length - 2);
    const point = line.length >= 2 ? toPixels(view, size, x, y) : [Number.NaN, 0];
    return isDrawable(point) ? [[point[0], point[1]] as const] : [];
  });
}

function piece(line: Float32Array, age: number, view: Box, size: Size): string {
  const segments = line.length / 2 - 1;
  const first = Math.floor((segments * age) / AGES);
  const last = Math.floor((segments * (age + 1)) / AGES);
  let path = '';
  let drawing = false;
  for (let k = first; k <= last && last > first; k++) {
    const point = toPixels(view, size, line[2 * k], line[2 * k + 1]);
    if (isDrawable(point))
      path += `${drawing ? 'L' : 'M'}${Math.round(point[0] * 10) / 10},${Math.round(point[1] * 10) / 10}`;
    drawing = isDrawable(point);
  }
  return path;
}

/** Far outside of the picture SVG coordinates lose their meaning. */
function isDrawable([x, y]: readonly number[]): boolean {
  return Math.abs(x) < 1e6 && Math.abs(y) < 1e6;
}
