// Lines in pixels as SVG paths, to a hundredth of a pixel.
import { area, curveStepAfter, line } from 'd3-shape';

export type Point = readonly [x: number, y: number];
export type ToPixel = (value: number) => number;

export function isFinitePoint([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

const pen = line<Point>(
  ([x]) => x,
  ([, y]) => y,
).digits(2);

/** Broken where a point is not drawn. A lone point between gaps is a closed path of no length: with a round cap it is a dot. */
export function linePath(points: Iterable<Point>, isDrawn: (point: Point) => boolean = isFinitePoint): string {
  return pen.defined(isDrawn)(points) ?? '';
}

/** A stair that keeps the height of each point until the next. */
const stair = line<Point>(
  ([x]) => x,
  ([, y]) => y,
)
  .curve(curveStepAfter)
  .digits(2);

export function stairPath(points: Iterable<Point>): string {
  return stair(points) ?? '';
}

const outline = area<readonly [x: number, low: number, high: number]>(
  ([x]) => x,
  ([, low]) => low,
  ([, , high]) => high,
).digits(2);

/** Along the upper edge and back along the lower one, over the places at which both can be shown. */
export function bandPath(places: readonly (readonly [x: number, low: number, high: number])[]): string {
  const shown = places.filter((each) => each.every(Number.isFinite));
  return shown.length < 2 ? '' : (outline(shown) ?? '');
}
