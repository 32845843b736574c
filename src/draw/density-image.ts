// The cells of the density image stretched over the picture, on the CPU. Twin of shaders/draw/density-image.wgsl.
import type { FloatImage } from './point-image';
import type { Grid } from './view-transform';

/** Fills the image from packed colours of cells [rows, columns], bilinear between the middles of cells. */
export function stretchColours(
  { width, height, data }: FloatImage,
  { columns, rows, side }: Grid,
  colours: ArrayLike<number>,
): void {
  const across = Array.from({ length: width }, (_, x) => betweenCells(x, side, columns));
  for (let y = 0; y < height; y++) {
    const down = betweenCells(y, side, rows);
    for (let x = 0; x < width; x++) {
      const { low, high, part } = across[x]!;
      const above = down.low * columns;
      const below = down.high * columns;
      const corners = [
        colours[above + low]!,
        colours[above + high]!,
        colours[below + low]!,
        colours[below + high]!,
      ] as const;
      if ((corners[0] | corners[1] | corners[2] | corners[3]) !== 0)
        blend(data, 4 * (y * width + x), corners, part, down.part);
    }
  }
}

interface Place {
  readonly low: number;
  readonly high: number;
  readonly part: number;
}

function betweenCells(pixel: number, side: number, cells: number): Place {
  const place = Math.min(cells - 1, Math.max(0, (pixel + 0.5) / side - 0.5));
  const low = Math.floor(place);
  return { low, high: Math.min(low + 1, cells - 1), part: place - low };
}

function blend(
  data: Float32Array,
  at: number,
  words: readonly [number, number, number, number],
  partX: number,
  partY: number,
): void {
  for (let i = 0; i < 4; i++) {
    const byte = (word: number): number => (word >>> (8 * i)) & 255;
    const top = byte(words[0]) + (byte(words[1]) - byte(words[0])) * partX;
    const bottom = byte(words[2]) + (byte(words[3]) - byte(words[2])) * partX;
    data[at + i] = (top + (bottom - top) * partY) / 255;
  }
}
