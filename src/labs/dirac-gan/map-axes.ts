// The axes of the stability map: which values they take, and which settings a pixel stands for.
import { gridPace, type GridAxis } from '../../math/dirac-grid';
import { objectives } from '../../math/dirac-objective';
import type { MapAxis } from '../../experiment/lab';
import { isWeighed, type MapAxes, type Settings } from './settings';

/** Pixels along a side. */
export const MAP_SIDE = 512;

interface AxisRange {
  readonly symbol: string;
  readonly label: string;
  readonly scale: 'linear' | 'log';
  readonly min: number;
  readonly max: number;
}

const ranges: Readonly<Record<Exclude<GridAxis, 'none'>, AxisRange>> = {
  h: { symbol: 'h', label: 'step h', scale: 'log', min: 1e-2, max: 10 },
  sigma: { symbol: 'σ', label: 'noise σ', scale: 'linear', min: 0, max: 5 },
  gamma: { symbol: 'γ', label: 'penalty γ', scale: 'linear', min: 0, max: 5 },
  discriminatorSteps: { symbol: 'nᴅ', label: 'discriminator steps nᴅ', scale: 'linear', min: 1, max: 16 },
  slope: { symbol: 'f′(0)', label: 'slope f′(0)', scale: 'log', min: 0.05, max: 5 },
};

/** 512 values; float32 for the device and for theory alike. */
export function mapAxis(axis: GridAxis, { rule, pace }: Settings): MapAxis {
  const range = ranges[axis === 'none' ? 'h' : axis];
  const { slopeAtZero } = objectives[rule.objective];
  const current = axis === 'slope' || axis === 'none' ? slopeAtZero : pace[axis];
  const values = Float64Array.from({ length: MAP_SIDE }, (_, i) => Math.fround(valueAt(axis, range, i)));
  const { symbol, label, scale } = range;
  return { key: axis, symbol, label, scale, values, current, edges: edgesOf(axis, range) };
}

/** A pixel is as wide as from one value to the next, with its value in the middle. */
function edgesOf(axis: GridAxis, { scale, min, max }: AxisRange): readonly [number, number] {
  if (axis === 'discriminatorSteps') return [min - 0.5, max + 0.5];
  const share = 0.5 / (MAP_SIDE - 1);
  const [factor, half] = [(max / min) ** share, (max - min) * share];
  return scale === 'log' ? [min / factor, max * factor] : [min - half, max + half];
}

function valueAt(axis: GridAxis, { scale, min, max }: AxisRange, i: number): number {
  // Sixteen columns of equal width for the whole numbers.
  if (axis === 'discriminatorSteps') return 1 + Math.floor((i * (max - min + 1)) / MAP_SIDE);
  const share = i / (MAP_SIDE - 1);
  return scale === 'log' ? min * (max / min) ** share : min + share * (max - min);
}

/** Why an axis changes nothing at these settings, in a sentence; undefined where it acts. */
export function idleReason(axis: GridAxis, { rule }: Settings): string | undefined {
  if (axis === 'sigma' && rule.variant !== 'noise') return 'σ acts with instance noise only.';
  if (axis === 'gamma' && !isWeighed(rule.variant)) return 'γ acts with a penalty or consensus only.';
  if (axis === 'discriminatorSteps' && rule.scheme !== 'alternating') return 'nᴅ acts in the alternating scheme only.';
  return undefined;
}

/** The settings of a pixel, f scaled or not expressed in those of the same f. */
export function pixelSettings({ rule, pace }: Settings, axes: MapAxes, x: number, y: number): Settings {
  const { slopeAtZero } = objectives[rule.objective];
  const points = [
    { axis: axes.x, value: x },
    { axis: axes.y, value: y },
  ];
  return { rule, pace: gridPace(pace, slopeAtZero, rule.variant, ...points) };
}
