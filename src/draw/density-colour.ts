// Rates → colours of cells. Twin of shaders/draw/density-colour.wgsl.
import { defineKernel } from '../compute/kernel';
import type { CloudScene } from './renderer';
import { mix, type Rgb } from './rgb';

/** Tone and colours of the density image. */
export interface DensityLook {
  /** Range of the logarithm: rates of full/range and below are drawn in proportion, above logarithmically. */
  readonly range: number;
  /** Most that the full rate may be, in means of the cells that are taken: a collapsed part does not hide the rest. */
  readonly towering: number;
  /** Least full rate in particles per cell, so that a few lone particles do not pass for a crowd. */
  readonly leastRate: number;
  /** Opacity that even a lone particle has. */
  readonly presence: number;
  /** Colour at moderate rate and at the full one. */
  readonly first: Rgb;
  readonly firstDeep: Rgb;
  readonly second: Rgb;
  readonly secondDeep: Rgb;
}

const INK: Rgb = [0.05, 0.03, 0.15];
const LIGHT: Rgb = [1, 1, 1];

/** Dense regions go on from their colour towards ink on light paper and towards light on dark paper. */
export function densityLook({ colours, dark }: Pick<CloudScene, 'colours' | 'dark'>): DensityLook {
  const { first, second } = colours;
  const far = dark ? LIGHT : INK;
  return {
    range: 24,
    towering: 6,
    leastRate: 1,
    presence: 0.26,
    first,
    firstDeep: mix(first, far, dark ? 0.65 : 0.55),
    second,
    // What has collapsed is a dot above the rest: it must keep its colour.
    secondDeep: mix(second, far, dark ? 0.12 : 0.04),
  };
}

/** What the particles of a channel in view amount to: largest smoothed rate, particles, cells that hold any. */
export interface ChannelTotals {
  readonly peak: number;
  readonly particles: number;
  readonly cells: number;
}

/** The words of `totals` as numbers, of both channels. */
export function readTotals(words: ArrayLike<number>): readonly [ChannelTotals, ChannelTotals] {
  const bits = Uint32Array.from(words);
  const floats = new Float32Array(bits.buffer);
  const channel = (at: number): ChannelTotals => ({
    peak: floats[at]!,
    particles: bits[at + 1]!,
    cells: bits[at + 2]!,
  });
  return [channel(0), channel(3)];
}

/** The rate that is drawn in full: the peak, unless a few cells tower above the mean of all that are taken. */
export function fullRate({ peak, particles, cells }: ChannelTotals, { towering, leastRate }: DensityLook): number {
  return Math.max(Math.min(peak, (towering * particles) / Math.max(cells, 1)), leastRate);
}

/** 0 where nobody is, 1 at the full rate; monotone in the rate (particles per cell). */
export function densityTone(rate: number, full: number, { range }: DensityLook): number {
  return Math.log1p((range * rate) / full) / Math.log1p(range);
}

/** Premultiplied [r, g, b, a] in 0…1 of a cell with these rates and full rates of both channels. Where both clouds overlap the denser one lies on top. */
export function cellColour(
  rates: readonly [number, number],
  full: readonly [number, number],
  look: DensityLook,
): [number, number, number, number] {
  const tones = [densityTone(rates[0], full[0], look), densityTone(rates[1], full[1], look)] as const;
  const alphas = [opacity(rates[0], tones[0], look), opacity(rates[1], tones[1], look)] as const;
  const both = alphas[0] * alphas[1];
  const share = rates[1] / Math.max(rates[0] + rates[1], 1e-9);
  const parts = [alphas[0] - both * share, alphas[1] - both * (1 - share)] as const;
  const first = mix(look.first, look.firstDeep, smoothstep(0.55, 1.1, tones[0]));
  const second = mix(look.second, look.secondDeep, smoothstep(0.55, 1.1, tones[1]));
  const channel = (i: 0 | 1 | 2): number => first[i] * parts[0] + second[i] * parts[1];
  return [channel(0), channel(1), channel(2), parts[0] + parts[1]];
}

function opacity(rate: number, tone: number, { presence }: DensityLook): number {
  return Math.min(1, (presence * rate) / (rate + 0.5) + (1 - presence) * tone);
}

function smoothstep(low: number, high: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

/** As pack4x8unorm: red in the lowest byte. */
export function packColour(colour: readonly number[]): number {
  return colour.reduce((word, part, i) => word + Math.floor(Math.min(1, Math.max(0, part)) * 255 + 0.5) * 256 ** i, 0);
}

type Tone = 'range' | 'towering' | 'leastRate' | 'presence';
type Channel = 'first' | 'firstDeep' | 'second' | 'secondDeep';
export type DensityColourParams = Record<Tone | `${Channel}${'Red' | 'Green' | 'Blue'}`, number>;

/** The look as the fields of the WGSL struct. */
export function colourParams({ first, firstDeep, second, secondDeep, ...tone }: DensityLook): DensityColourParams {
  const [[firstRed, firstGreen, firstBlue], [firstDeepRed, firstDeepGreen, firstDeepBlue]] = [first, firstDeep];
  const [[secondRed, secondGreen, secondBlue], [secondDeepRed, secondDeepGreen, secondDeepBlue]] = [second, secondDeep];
  const firstFields = { firstRed, firstGreen, firstBlue, firstDeepRed, firstDeepGreen, firstDeepBlue };
  return {
    ...tone,
    ...firstFields,
    secondRed,
    secondGreen,
    secondBlue,
    secondDeepRed,
    secondDeepGreen,
    secondDeepBlue,
  };
}

function lookOf(params: DensityColourParams): DensityLook {
  const { range, towering, leastRate, presence } = params;
  const colour = (name: Channel): Rgb => [params[`${name}Red`], params[`${name}Green`], params[`${name}Blue`]];
  const [first, firstDeep, second, secondDeep] = [
    colour('first'),
    colour('firstDeep'),
    colour('second'),
    colour('secondDeep'),
  ];
  return { range, towering, leastRate, presence, first, firstDeep, second, secondDeep };
}

/**
 * Arrays: `roots` f32 [threads, 2], square roots of the rates; `totals` u32 [2, 3] of densityTotals; `colours` u32
 * [threads], premultiplied, a byte a part, red lowest. One thread a cell.
 */
export const densityColour = defineKernel<DensityColourParams>({
  name: 'densityColour',
  module: 'draw/density-colour',
  workgroupSize: 128,
  params: colourParams(densityLook({ colours: { first: INK, second: INK, paper: LIGHT }, dark: false })),
  reference(arrays, params, threads) {
    const { roots, totals, colours } = arrays as Record<'roots' | 'totals' | 'colours', Uint32Array>;
    const look = lookOf(params);
    const [first, second] = readTotals(totals);
    const full = [fullRate(first, look), fullRate(second, look)] as const;
    for (let i = 0; i < threads; i++) {
      const rates = [roots[2 * i]! ** 2, roots[2 * i + 1]! ** 2] as const;
      colours[i] = rates[0] + rates[1] > 0 ? packColour(cellColour(rates, full, look)) : 0;
    }
  },
});
