// Contours of a density as SVG paths. The levels bound highest-density regions, so a line means the same on every
// target: "so much of the mass lies inside". Lines are traced on the logarithm, which interpolates far better.
import { extent } from 'd3-array';
import { contours } from 'd3-contour';
import type { Field } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import { finiteOrNowhere, samplesWithin } from './field-grid';

export interface ContourPath {
  /** log p on the line. */
  readonly level: number;
  /** The sample in (column, row) stands at UNITS · (column + ½, row + ½), y upwards. */
  readonly d: string;
}

/** Of a path, per grid step: about pixels, because a thin stroke that a transform enlarges several times comes out broken. */
export const UNITS = 8;

/** The share of the mass inside each line, innermost first. */
export const MASSES = [0.1, 0.3, 0.5, 0.7, 0.9, 0.99] as const;

/** Where the lines of the whole picture do not cross a close-up: this many, equally spaced in log p. */
const LOCAL_LEVELS = 7;

/** log p at the boundaries of the highest-density regions of `MASSES`, in falling order, from cells of equal area. */
export function regionLevels(logDensity: ArrayLike<number>, masses: readonly number[] = MASSES): readonly number[] {
  const falling = Float64Array.from(logDensity, finiteOrNowhere).sort().reverse();
  if (falling.length === 0) return [];
  const peak = falling[0];
  const total = falling.reduce((sum, value) => sum + Math.exp(value - peak), 0);
  const levels: number[] = [];
  let inside = 0;
  let cell = 0;
  for (const mass of masses) {
    while (cell < falling.length - 1 && inside + Math.exp(falling[cell] - peak) < mass * total) {
      inside += Math.exp(falling[cell++] - peak);
    }
    levels.push(falling[cell]);
  }
  return [...new Set(levels)];
}

/** `global` where at least two of its lines cross the view, else levels equally spaced in log p over what the view holds. */
export function visibleLevels(field: Field, view: Box, global: readonly number[]): readonly number[] {
  const [min = 0, max = 0] = extent(samplesWithin(field, view));
  if (!(max > min)) return global;
  if (global.filter((level) => level > min && level < max).length >= 2) return global;
  // Below e^-30 of the local maximum there is nothing to tell apart.
  const floor = Math.max(min, max - 30);
  return Array.from({ length: LOCAL_LEVELS }, (_, k) => max - ((k + 0.5) / LOCAL_LEVELS) * (max - floor));
}

/** One path for each level, in the order of `levels`. */
export function contourPaths(field: Field, levels: readonly number[]): readonly ContourPath[] {
  const { columns, rows, logDensity } = field;
  if (!logDensity || columns < 2 || rows < 2 || levels.length === 0) return [];
  const lowest = Math.min(...levels);
  // Values far below the last line would pull its interpolation towards them; the line itself does not need them.
  const values = Array.from(logDensity, (value) => Math.max(finiteOrNowhere(value), lowest - 12));
  const trace = contours().size([columns, rows]);
  return levels.map((level) => ({
    level,
    d: trace
      .contour(values, level)
      .coordinates.flat()
      .map((ring) => ringPath(ring, columns, rows))
      .join(''),
  }));
}

/** A closed ring as a path without its stretches along the border of the grid, which are no contour. */
export function ringPath(ring: readonly (readonly number[])[], columns: number, rows: number): string {
  const onBorder = ([x, y]: readonly number[]): boolean => x === 0 || x === columns || y === 0 || y === rows;
  let path = '';
  let drawing = false;
  for (let k = 1; k < ring.length; k++) {
    const [from, to] = [ring[k - 1], ring[k]];
    if (onBorder(from) && onBorder(to)) {
      drawing = false;
      continue;
    }
    path += drawing ? `L${point(to)}` : `M${point(from)}L${point(to)}`;
    drawing = true;
  }
  return path;
}

function point([x, y]: readonly number[]): string {
  return `${short(x)},${short(y)}`;
}

function short(value: number): number {
  return Math.round(UNITS * value * 100) / 100;
}
