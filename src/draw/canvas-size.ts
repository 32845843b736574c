// The drawing buffer of a canvas.
import { clampSide } from './view-transform';

/** Sets the buffer to width × height device pixels, clamped to 1…`most` a side; false when the canvas shows nothing (0 px). */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, most: number): boolean {
  const side = { width: clampSide(width, most), height: clampSide(height, most) };
  // Assigning even the same size empties the canvas.
  if (canvas.width !== side.width) canvas.width = side.width;
  if (canvas.height !== side.height) canvas.height = side.height;
  return width >= 1 && height >= 1;
}

/** Device pixels per CSS pixel as this canvas is shown; 1 while it is not laid out. */
export function pixelRatioOf({ width, clientWidth }: HTMLCanvasElement): number {
  return clientWidth > 0 ? Math.min(4, Math.max(0.5, width / clientWidth)) : 1;
}
