// Where everything of a stability map stands, in CSS pixels of its square, and which pixel of the map is where.
import type { MapAxis, StabilityMap } from '../../experiment/lab';
import { fateOf, type Fate } from './map-colours';
import { DIGIT_WIDTH, gutterFor } from './plot-axes';
import { plotScale, type PlotScale } from './plot-scale';

export type Pixel = readonly [column: number, row: number];

export interface MapWord {
  readonly fate: Fate;
  readonly x: number;
  readonly y: number;
}

export interface MapLayout {
  /** Room on the left for numbers and the name of the axis. */
  readonly gutter: number;
  readonly side: number;
  readonly x: PlotScale;
  readonly y: PlotScale;
  /** The setting in force; undefined where it is not on the map. */
  readonly here: readonly [x: number, y: number] | undefined;
}

/** A larger square shows no more. */
const MOST_SIDE = 440;

export function layOutMap(map: StabilityMap, width: number): MapLayout {
  const gutter = Math.max(gutterFor(axisScale(map.y, 1, 0)), map.y.symbol.length * DIGIT_WIDTH + 8);
  const side = Math.max(1, Math.min(MOST_SIDE, width - gutter));
  const [x, y] = [axisScale(map.x, 0, side), axisScale(map.y, side, 0)];
  const here = [x.toPixel(map.x.current), y.toPixel(map.y.current)] as const;
  const isOn = here.every((at) => at >= 0 && at <= side);
  return { gutter, side, x, y, here: isOn ? here : undefined };
}

/** The pixel at a place of the square, measured from its upper left corner in the same units as `side`. */
export function pixelAt({ x, y }: StabilityMap, side: number, atX: number, atY: number): Pixel {
  const [columns, rows] = [x.values.length, y.values.length];
  return [
    clamp(Math.floor((atX / side) * columns), columns - 1),
    clamp(rows - 1 - Math.floor((atY / side) * rows), rows - 1),
  ];
}

/** Where the middle of a pixel stands. */
export function middleOf({ x, y }: StabilityMap, side: number, [column, row]: Pixel): readonly [x: number, y: number] {
  return [((column + 0.5) / x.values.length) * side, (1 - (row + 0.5) / y.values.length) * side];
}

/** The boundary of theory as an SVG path. */
export function boundaryPath(map: StabilityMap, side: number): string {
  const point = (column: number, row: number): string =>
    middleOf(map, side, [column, row])
      .map((at) => at.toFixed(2))
      .join(',');
  return map.boundary.map(([a, b, c, d]) => `M${point(a, b)}L${point(c, d)}`).join('');
}

/** Blocks along a side of the coarse map on which words are placed. */
const BLOCKS = 24;
/** A word needs so many blocks to each side, and so many above and below. */
const HALF_WORD = 3;
const HALF_LINE = 1;

/** A word in the middle of each region that has room for it, clear of the setting in force. */
export function regionWords(map: StabilityMap, { side, here }: MapLayout): readonly MapWord[] {
  const fates = Array.from({ length: BLOCKS * BLOCKS }, (_, i) => {
    const at = (block: number): number => ((block + 0.5) * side) / BLOCKS;
    const [column, row] = pixelAt(map, side, at(i % BLOCKS), at(Math.floor(i / BLOCKS)));
    return fateOf(map.rates[row * map.x.values.length + column], map.resolution);
  });
  const taken = here && here.map((at) => Math.floor((at / side) * BLOCKS));
  return (['converges', 'circles', 'diverges'] as const).flatMap((fate) => {
    const [block, room] = roomiest((x, y) => isFree(fates, fate, taken, x, y));
    const [x, y] = [block % BLOCKS, Math.floor(block / BLOCKS)].map((at) => ((at + 0.5) * side) / BLOCKS);
    return room > 0 ? [{ fate, x, y }] : [];
  });
}

/** The block around which the largest free rectangle of a word's shape lies, and how many times as large as the word it is. */
function roomiest(isFree: (x: number, y: number) => boolean): readonly [block: number, room: number] {
  let best: readonly [number, number] = [0, 0];
  for (let block = 0; block < BLOCKS * BLOCKS; block++) {
    const [x, y] = [block % BLOCKS, Math.floor(block / BLOCKS)];
    while (isFreeAround(isFree, x, y, best[1] + 1)) best = [block, best[1] + 1];
  }
  return best;
}

function isFreeAround(isFree: (x: number, y: number) => boolean, x: number, y: number, room: number): boolean {
  const [halfX, halfY] = [HALF_WORD + room - 1, HALF_LINE + room - 1];
  for (let j = y - halfY; j <= y + halfY; j++)
    for (let i = x - halfX; i <= x + halfX; i++) if (!isFree(i, j)) return false;
  return true;
}

function isFree(
  fates: readonly (Fate | undefined)[],
  fate: Fate,
  taken: readonly number[] | undefined,
  x: number,
  y: number,
): boolean {
  if (x < 0 || y < 0 || x >= BLOCKS || y >= BLOCKS) return false;
  if (taken && Math.max(Math.abs(x - taken[0]), Math.abs(y - taken[1])) <= HALF_LINE) return false;
  return fates[y * BLOCKS + x] === fate;
}

function axisScale({ scale, edges: [min, max] }: MapAxis, from: number, to: number): PlotScale {
  return plotScale(scale, { min, max, from, to }, 4);
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
