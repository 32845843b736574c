// The colours of a stability map: one hue for decay, another under hatching for growth, stronger with the rate; grey for what
// circles.
import type { StabilityMap } from '../../experiment/lab';
import { mix, type Rgb } from '../../draw/rgb';
import { figure } from '../../numbers';

export interface MapColours {
  readonly decays: Rgb;
  readonly grows: Rgb;
  /** Of the lines over what grows. */
  readonly hatching: Rgb;
  readonly circles: Rgb;
  readonly paper: Rgb;
}

/** Rates from the resolution of the map to one e-fold a round cover the whole scale, by their logarithm. */
const PALEST = 0.18;
/** Hatching over the palest growth and over the strongest. */
const FAINT_LINE = 0.4;
const FULL_LINE = 0.85;
/** Pixels from line to line, and of a line. */
const PERIOD = 16;
const LINE = 3;

/** [r, g, b] in 0…1 of a rate; NaN, where nothing ran yet, is paper. `lined`: on a line of the hatching. */
export function rateColour(rate: number, resolution: number, colours: MapColours, lined = false): Rgb {
  if (Number.isNaN(rate)) return colours.paper;
  const size = Math.abs(rate);
  if (size <= resolution) return colours.circles;
  const share = Math.min(1, Math.log(size / resolution) / Math.log(1 / resolution)) ** 2;
  const colour = mix(colours.paper, rate < 0 ? colours.decays : colours.grows, PALEST + (1 - PALEST) * share);
  return lined && rate > 0 ? mix(colour, colours.hatching, FAINT_LINE + (FULL_LINE - FAINT_LINE) * share) : colour;
}

/** Shades of each hue: more than an eye tells apart. */
const SHADES = 128;

/** Pixels as ImageData wants them, the top row first. */
export function mapPixels(
  { rates, resolution, x, y }: StabilityMap,
  colours: MapColours,
): Uint8ClampedArray<ArrayBuffer> {
  const [columns, rows] = [x.values.length, y.values.length];
  const plain = shadeTable(resolution, colours, false);
  const lined = shadeTable(resolution, colours, true);
  const pixels = new Uint32Array(columns * rows);
  const span = SHADES / Math.log(1 / resolution);
  for (let row = 0; row < rows; row++) {
    const from = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column++) {
      const rate = rates[from + column];
      const shade = Math.min(SHADES, Math.max(0, Math.ceil(Math.log(Math.abs(rate) / resolution) * span)));
      const shades = (column + row) % PERIOD < LINE ? lined : plain;
      pixels[row * columns + column] = Number.isNaN(rate)
        ? shades[2 * SHADES + 1]
        : shades[SHADES + (rate < 0 ? -shade : shade)];
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/** Bytes in memory order: from the fastest decay over circling to the fastest growth, then paper. */
function shadeTable(resolution: number, colours: MapColours, lined: boolean): Uint32Array {
  const table = Array.from({ length: 2 * SHADES + 2 }, (_, i) => {
    const shade = i - SHADES;
    const rate = shade === 0 ? 0 : Math.sign(shade) * resolution ** (1 - Math.abs(shade) / SHADES);
    return rateColour(shade > SHADES ? Number.NaN : rate, resolution, colours, lined);
  });
  const bytes = Uint8ClampedArray.from(table.flatMap(([r, g, b]) => [255 * r, 255 * g, 255 * b, 255]));
  return new Uint32Array(bytes.buffer);
}

export type Fate = 'converges' | 'circles' | 'diverges';

/** What a run does; undefined where none has run yet. */
export function fateOf(rate: number, resolution: number): Fate | undefined {
  if (Number.isNaN(rate)) return undefined;
  if (Math.abs(rate) <= resolution) return 'circles';
  return rate < 0 ? 'converges' : 'diverges';
}

/** Fewer rounds than this and the start still weighs on the second digit. */
const FEW_ROUNDS = 100;

/** 'converges', 'circles' or 'diverges', with the rate as a factor a round, to the digits that a run of so many rounds can tell. */
export function rateText(rate: number, resolution: number, rounds: number): string {
  const fate = fateOf(rate, resolution);
  if (!fate) return 'not computed yet';
  const digits = rounds < FEW_ROUNDS ? 2 : rounds < 10 * FEW_ROUNDS ? 3 : 5;
  const factor = `×${figure(Math.exp(rate), digits)} a round`;
  return rounds < FEW_ROUNDS ? `${fate}, about ${factor} (rough: ${rounds} rounds)` : `${fate}, ${factor}`;
}
