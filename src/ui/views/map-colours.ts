// The colours of a stability map: one hue for decay, one for growth, stronger with the rate; grey for what circles.
import type { StabilityMap } from '../../labs/lab';
import type { Rgb } from '../../draw/renderer';

export interface MapColours {
  readonly decays: Rgb;
  readonly grows: Rgb;
  readonly circles: Rgb;
  readonly paper: Rgb;
}

/** Rates from the resolution of the map to one e-fold a round cover the whole scale, by their logarithm. */
const PALEST = 0.18;

/** [r, g, b] in 0…1 of a rate; NaN, where nothing ran yet, is paper. */
export function rateColour(rate: number, resolution: number, colours: MapColours): Rgb {
  if (Number.isNaN(rate)) return colours.paper;
  const size = Math.abs(rate);
  if (size <= resolution) return colours.circles;
  const share = Math.min(1, Math.log(size / resolution) / Math.log(1 / resolution));
  return mix(colours.paper, rate < 0 ? colours.decays : colours.grows, PALEST + (1 - PALEST) * share * share);
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2): number => from[i] + share * (to[i] - from[i]);
  return [at(0), at(1), at(2)];
}

/** Pixels as ImageData wants them, the top row first. */
export function mapPixels(
  { rates, resolution, x, y }: StabilityMap,
  colours: MapColours,
): Uint8ClampedArray<ArrayBuffer> {
  const [columns, rows] = [x.values.length, y.values.length];
  const pixels = new Uint8ClampedArray(4 * columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [r, g, b] = rateColour(rates[(rows - 1 - row) * columns + column], resolution, colours);
      pixels.set([255 * r, 255 * g, 255 * b, 255], 4 * (row * columns + column));
    }
  }
  return pixels;
}

/** 'converges', 'circles' or 'diverges', with the rate as a factor a round. */
export function rateText(rate: number, resolution: number): string {
  if (Number.isNaN(rate)) return 'not computed yet';
  const fate = Math.abs(rate) <= resolution ? 'circles' : rate < 0 ? 'converges' : 'diverges';
  return `${fate}, ×${Number(Math.exp(rate).toPrecision(5))} a round`;
}
