// Round points on the CPU: the same look as shaders/draw/particle-points.wgsl.
import type { Box } from '../targets/target';
import type { PointLook } from './point-look';
import type { Rgb } from './rgb';
import { cellTransform } from './view-transform';

/** A picture of premultiplied [r, g, b, a] in 0…1, [height, width, 4], rows from the top. */
export interface FloatImage {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Draws `count` points over the image. Positions [count, 2] that are not finite or out of view are skipped. */
export function paintPoints(
  image: FloatImage,
  positions: ArrayLike<number>,
  count: number,
  box: Box,
  look: PointLook,
  colour: Rgb,
): void {
  const { minX, maxY, scaleX, scaleY } = cellTransform(box, image, 1);
  const reach = look.radius + 0.5;
  for (let i = 0; i < count; i++) {
    const x = (positions[2 * i]! - minX) * scaleX;
    const y = (maxY - positions[2 * i + 1]!) * scaleY;
    const near = x > -reach && x < image.width + reach && y > -reach && y < image.height + reach;
    if (near) paintPoint(image, x, y, look, colour);
  }
}

function paintPoint(
  { width, height, data }: FloatImage,
  x: number,
  y: number,
  { radius, alpha }: PointLook,
  colour: Rgb,
): void {
  const reach = radius + 0.5;
  const bottom = Math.min(height - 1, Math.floor(y + reach));
  const right = Math.min(width - 1, Math.floor(x + reach));
  for (let row = Math.max(0, Math.floor(y - reach)); row <= bottom; row++) {
    for (let column = Math.max(0, Math.floor(x - reach)); column <= right; column++) {
      const cover = Math.min(1, reach - Math.hypot(column + 0.5 - x, row + 0.5 - y));
      if (cover > 0) blendOver(data, 4 * (row * width + column), colour, alpha * cover);
    }
  }
}

function blendOver(data: Float32Array, at: number, colour: Rgb, alpha: number): void {
  for (let i = 0; i < 3; i++) data[at + i] = colour[i]! * alpha + data[at + i]! * (1 - alpha);
  data[at + 3] = alpha + data[at + 3]! * (1 - alpha);
}

/** Premultiplied floats → straight bytes, as a 2-D canvas wants them. */
export function toBytes({ data }: FloatImage, out: Uint8ClampedArray): void {
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]!;
    const scale = alpha > 0 ? 255 / alpha : 0;
    out[i] = data[i]! * scale;
    out[i + 1] = data[i + 1]! * scale;
    out[i + 2] = data[i + 2]! * scale;
    out[i + 3] = alpha * 255;
  }
}
