// Colours as numbers, for what is drawn outside of CSS.
import { rgb } from 'd3-color';

/** Channels in 0…1. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Of `#2f4bd8` or whatever else CSS calls a colour. */
export function readRgb(colour: string): Rgb {
  const { r, g, b } = rgb(colour);
  return [r / 255, g / 255, b / 255];
}

/** As CSS and a 2-D canvas write it. */
export function cssColour([red, green, blue]: Rgb): string {
  return rgb(255 * red, 255 * green, 255 * blue).formatHex();
}

/** `share` 0 is `from`, 1 is `to`. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2): number => from[i] + share * (to[i] - from[i]);
  return [channel(0), channel(1), channel(2)];
}
