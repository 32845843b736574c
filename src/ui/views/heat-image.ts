// The field as an image under the particles: log density in perceptually even colours that fade into the paper.
import { max } from 'd3-array';
import { rgb } from 'd3-color';
import { interpolateMagma } from 'd3-scale-chromatic';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Field, Frame } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import type { FieldPicture } from './field-controller';
import { toPixels, type Size } from './view-transform';
import { formatNumber } from '../../numbers';

/** Nats below the highest value that still have a colour: e⁻⁸ of the density at the top. */
export const HEAT_DEPTH = 8;
/** Shades between nothing and the top. */
const SHADES = 128;
/** Above this share of the depth the colour is opaque. */
const OPAQUE = 0.5;

/** Of a field of arrows alone. */
const NONE = new Float64Array();

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** `share` 0 … 1 of the depth, as bytes. Light: from paper over apricot to plum; dark: from night to magenta, so that orange particles stand out. */
export function heatColour(share: number, dark: boolean): Rgba {
  const at = Math.min(1, Math.max(0, share));
  const shade = dark ? 0.08 + 0.47 * at : 0.98 - 0.72 * at;
  const { r, g, b } = rgb(interpolateMagma(shade));
  const fade = Math.min(1, at / OPAQUE);
  return [r, g, b, Math.round(255 * fade * fade * (3 - 2 * fade) * (dark ? 0.8 : 0.62))];
}

/** Highest finite value; undefined where there is none. */
export function heatTop({ logDensity = NONE }: Field): number | undefined {
  return max(logDensity, (value) => (Number.isFinite(value) ? value : undefined));
}

/** RGBA bytes [rows, columns, 4], the top row first. */
export function heatPixels(field: Field, dark: boolean): Uint8ClampedArray<ArrayBuffer> {
  const { columns, rows, logDensity = NONE } = field;
  const pixels = new Uint8ClampedArray(4 * columns * rows);
  const top = heatTop(field);
  if (top === undefined) return pixels;
  const shades = Array.from({ length: SHADES + 1 }, (_, k) => heatColour(k / SHADES, dark));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const share = 1 + (logDensity[(rows - 1 - row) * columns + column] - top) / HEAT_DEPTH;
      if (share > 0) pixels.set(shades[Math.round(SHADES * share)], 4 * (row * columns + column));
    }
  }
  return pixels;
}

/** Encoded once for each field and theme. */
const encoded = new WeakMap<Field, Map<boolean, string>>();

function encode(field: Field, dark: boolean): string {
  const known = encoded.get(field) ?? new Map<boolean, string>();
  encoded.set(field, known);
  const url = known.get(dark) ?? paint(field, dark);
  known.set(dark, url);
  return url;
}

function paint(field: Field, dark: boolean): string {
  const canvas = document.createElement('canvas');
  canvas.width = field.columns;
  canvas.height = field.rows;
  // Encoded by this thread alone: the device would have to be asked for the pixels, and may be busy.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return '';
  context.putImageData(new ImageData(heatPixels(field, dark), field.columns, field.rows), 0, 0);
  return canvas.toDataURL();
}

export function heatImage(
  heat: Frame['heat'],
  picture: FieldPicture | undefined,
  view: Box,
  size: Size,
  dark: boolean,
): SVGTemplateResult | typeof nothing {
  if (!heat || !picture?.field.logDensity) return nothing;
  const { box, columns, rows } = picture.field;
  // Samples stand at nodes and pixels are areas: half a cell more on each side.
  const [cellX, cellY] = [(box.maxX - box.minX) / (columns - 1) / 2, (box.maxY - box.minY) / (rows - 1) / 2];
  const [left, bottom] = toPixels(view, size, box.minX - cellX, box.minY - cellY);
  const [right, top] = toPixels(view, size, box.maxX + cellX, box.maxY + cellY);
  return svg`<image
    href=${encode(picture.field, dark)}
    x=${left}
    y=${top}
    width=${right - left}
    height=${bottom - top}
    preserveAspectRatio="none"
  />`;
}

const RAMP = 72;

/** The ramp and its ends, in the top right corner under `rows` rows of the legend. */
export function heatLegend(
  { label }: NonNullable<Frame['heat']>,
  { field }: FieldPicture,
  dark: boolean,
  { width }: Size,
  rows: number,
): SVGTemplateResult | typeof nothing {
  const top = heatTop(field);
  if (top === undefined) return nothing;
  const y = 18 + 18 * rows;
  const right = width - 12;
  const stops = Array.from({ length: 9 }, (_, k) => [k / 8, heatColour(k / 8, dark)] as const);
  const name = width < 480 ? 'log q' : `${label}, nats`;
  return svg`
    <defs><linearGradient id="heat-ramp">
      ${stops.map(
        ([at, [red, green, blue, alpha]]) =>
          svg`<stop offset=${at} stop-color=${rgb(red, green, blue).formatHex()} stop-opacity=${alpha / 255} />`,
      )}
    </linearGradient></defs>
    <rect class="backing" x=${right - RAMP - 7 * name.length - 14} y=${y - 14} width=${RAMP + 7 * name.length + 26} height="32" rx="4" />
    <rect x=${right - RAMP} y=${y - 8} width=${RAMP} height="8" rx="2" fill="url(#heat-ramp)" />
    <text class="legend" x=${right - RAMP - 7} y=${y} text-anchor="end">${name}</text>
    <text class="tick" x=${right - RAMP} y=${y + 13}>${formatNumber(top - HEAT_DEPTH, 2)}</text>
    <text class="tick" x=${right} y=${y + 13} text-anchor="end">${formatNumber(top, 2)}</text>
  `;
}
