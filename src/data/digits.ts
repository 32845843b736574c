// 300 MNIST digits as points of 196 or 784 dimensions, turned so that their first two coordinates show most of them.
import { turnToLeadingAxes, type Turned } from './leading-axes';

export const digitSides = [14, 28] as const;
/** Pixels along an edge of an image. */
export type DigitSide = (typeof digitSides)[number];

const FULL = 28;

/** Grey levels 0 … 1 of all images, row-major [300, side²]; 14 × 14 are means of 2 × 2 pixels. */
export async function digitImages(side: DigitSide): Promise<Float32Array<ArrayBuffer>> {
  // As large as the rest of a lab: fetched when somebody wants to see them.
  const { digitPixels } = await import('./digit-pixels');
  const full = Float32Array.from(digitPixels.flatMap(readClass));
  return side === FULL ? full : halve(full);
}

/**
 * The same images as points [300, side²], centred and turned by a rotation: distances, and with them every kernel score,
 * are those of the images; the first two coordinates are their leading principal components.
 */
export async function digitPoints(side: DigitSide): Promise<Float32Array<ArrayBuffer>> {
  return (await turnedDigits(side)).points;
}

const turned = new Map<DigitSide, Promise<Turned>>();

/** `digitPoints`, once, with the way back from a point to an image. */
export function turnedDigits(side: DigitSide): Promise<Turned> {
  const known = turned.get(side) ?? digitImages(side).then((images) => turnToLeadingAxes(images, side * side));
  turned.set(side, known);
  return known;
}

function readClass(text: string): number[] {
  return Array.from(atob(text), (letter) => letter.charCodeAt(0)).flatMap((byte) => [
    (byte >> 4) / 15,
    (byte & 15) / 15,
  ]);
}

function halve(images: Float32Array): Float32Array<ArrayBuffer> {
  const half = FULL / 2;
  const halved = new Float32Array(images.length / 4);
  for (let i = 0; i < halved.length; i++) {
    const [image, row, column] = [Math.floor(i / (half * half)), Math.floor(i / half) % half, i % half];
    const at = image * FULL * FULL + 2 * row * FULL + 2 * column;
    halved[i] = (images[at] + images[at + 1] + images[at + FULL] + images[at + FULL + 1]) / 4;
  }
  return halved;
}
