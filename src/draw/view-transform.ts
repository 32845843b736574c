// From the box of data space that is shown to clip space and to cells. Offsets are taken before scaling: far from the
// origin and far zoomed in, position · scale + offset would lose all digits of f32.
import type { Box } from '../targets/target';

/** clip = (position − centre) · scale, y up. */
export interface ClipTransform {
  readonly centreX: number;
  readonly centreY: number;
  /** Clip units per unit of data space. */
  readonly scaleX: number;
  readonly scaleY: number;
}

export function clipTransform(box: Box): ClipTransform {
  return {
    centreX: (box.minX + box.maxX) / 2,
    centreY: (box.minY + box.maxY) / 2,
    scaleX: 2 / (box.maxX - box.minX),
    scaleY: 2 / (box.maxY - box.minY),
  };
}

export interface PictureSize {
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
}

/** Square cells of whole pixels from the upper left corner of the picture; the last ones may stand out of it. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Side of a cell in device pixels. */
  readonly side: number;
}

/** Cells of the largest grid: 8 MiB a level. */
const MOST_CELLS = 2 ** 20;

/** Rows of an image that is copied from a buffer into a texture must be whole 256 bytes: 64 cells of 4 bytes. */
const COLUMNS_STEP = 64;

/** Cells of about 1.5 CSS pixels, at least 2 device pixels: small enough for detail, large enough for counts. */
export function densityGrid({ width, height, pixelRatio }: PictureSize): Grid {
  const side = Math.max(2, Math.round(1.5 * pixelRatio), Math.ceil(Math.sqrt((width * height) / MOST_CELLS)));
  const columns = Math.ceil(width / side / COLUMNS_STEP) * COLUMNS_STEP;
  return { columns, rows: Math.ceil(height / side), side };
}

/** cell = ((x − minX) · scaleX, (maxY − y) · scaleY): rows count from the top. */
export interface CellTransform {
  readonly minX: number;
  readonly maxY: number;
  /** Cells per unit of data space. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Cells of `side` pixels in a picture that shows `box`; a side of 1 makes cells of pixels. */
export function cellTransform(
  box: Box,
  { width, height }: Pick<PictureSize, 'width' | 'height'>,
  side: number,
): CellTransform {
  return {
    minX: box.minX,
    maxY: box.maxY,
    scaleX: width / side / (box.maxX - box.minX),
    scaleY: height / side / (box.maxY - box.minY),
  };
}

/** A drawing buffer's side: whole, at least 1, at most what the device allows. */
export function clampSide(side: number, most: number): number {
  return Math.min(Math.max(1, Math.round(side) || 1), most);
}
