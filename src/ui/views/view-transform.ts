// Between data space and pixels: y points up in data and down on the screen, and both axes keep the same scale.
import { scaleLinear } from 'd3-scale';
import type { Box } from '../../targets/target';
import { linearLabel } from './plot-scale';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Views that float32 particles can still fill: closer than this neighbouring floats become visible as a lattice. */
const SMALLEST_SPAN = 1e-5;
const LARGEST_SPAN = 1e7;
/** The widest that can be drawn: its reciprocal is still a normal float32. */
export const WIDEST_SPAN = 2 ** 126;

/** The smallest box around `box` with the element's aspect: equal axes by growing, never by cutting. */
export function fitBox(box: Box, { width, height }: Size): Box {
  const scale = Math.max((box.maxX - box.minX) / width, (box.maxY - box.minY) / height);
  return around((box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2, scale * width, scale * height);
}

/** The box after the picture was dragged by (dx, dy) pixels. */
export function panBox(box: Box, { width, height }: Size, dx: number, dy: number): Box {
  const x = (-dx / width) * (box.maxX - box.minX);
  const y = (dy / height) * (box.maxY - box.minY);
  return { minX: box.minX + x, maxX: box.maxX + x, minY: box.minY + y, maxY: box.maxY + y };
}

/** The box magnified `factor` times about the data point (x, y), which stays where it is on the screen. */
export function zoomBox(box: Box, factor: number, x: number, y: number): Box {
  const span = box.maxX - box.minX;
  const centre = Math.max(1, Math.abs(x), Math.abs(y));
  const wanted = Math.min(Math.max(LARGEST_SPAN, span), Math.max(SMALLEST_SPAN * centre, span / factor));
  const ratio = wanted / span;
  return {
    minX: x + (box.minX - x) * ratio,
    maxX: x + (box.maxX - x) * ratio,
    minY: y + (box.minY - y) * ratio,
    maxY: y + (box.maxY - y) * ratio,
  };
}

/** The box enlarged by `margin` of its span on each side. */
export function expandBox(box: Box, margin: number): Box {
  const x = (box.maxX - box.minX) * margin;
  const y = (box.maxY - box.minY) * margin;
  return { minX: box.minX - x, maxX: box.maxX + x, minY: box.minY - y, maxY: box.maxY + y };
}

export function toPixels(box: Box, { width, height }: Size, x: number, y: number): [number, number] {
  return [((x - box.minX) / (box.maxX - box.minX)) * width, ((box.maxY - y) / (box.maxY - box.minY)) * height];
}

export function toData(box: Box, { width, height }: Size, px: number, py: number): [number, number] {
  return [box.minX + (px / width) * (box.maxX - box.minX), box.maxY - (py / height) * (box.maxY - box.minY)];
}

/** Round numbers from min to max, about one every `spacing` of the `length` pixels; powers of ten where they are very large or small. */
export function axisTicks(min: number, max: number, length: number, spacing = 84): readonly Tick[] {
  const scale = scaleLinear().domain([min, max]);
  const count = Math.max(2, Math.round(length / spacing));
  const format = scale.tickFormat(count);
  const values = scale.ticks(count);
  const largest = Math.max(...values.map(Math.abs));
  const isPlain = (largest >= 1e-3 && largest < 1e5) || largest > 1e4 * (values[1] - values[0]);
  return values.map((value) => ({ value, label: isPlain ? format(value) : linearLabel(value, values) }));
}

export function sameBox(a: Box | undefined, b: Box | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  return a.minX === b.minX && a.maxX === b.maxX && a.minY === b.minY && a.maxY === b.maxY;
}

function around(x: number, y: number, width: number, height: number): Box {
  return { minX: x - width / 2, maxX: x + width / 2, minY: y - height / 2, maxY: y + height / 2 };
}

/** Pixels around a point that is clicked. */
const REACH = 10;

/** Where a click at a pixel is, and how far from there it is still meant. */
export function clickAt(view: Box, size: Size, px: number, py: number): { x: number; y: number; reach: number } {
  const [x, y] = toData(view, size, px, py);
  return { x, y, reach: (REACH * (view.maxX - view.minX)) / size.width };
}
