import type { Rgb } from '../../draw/renderer';

/** A colour of channels in 0…1, as CSS and a 2-D canvas write it. */
export function cssColour(colour: Rgb): string {
  return `rgb(${colour.map((channel) => Math.round(255 * channel)).join(',')})`;
}
