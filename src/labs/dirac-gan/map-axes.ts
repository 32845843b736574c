// The axes of the stability map: which values they take, and which settings a point of it stands for.
import type { MapAxis } from '../../experiment/frame';
import { gridSettings } from '../../math/dirac-grid';
import { alongScale, betweenValues, type GridScale } from '../../math/grid-scale';
import { objectives } from '../../math/dirac-objective';
import type { Settings } from '../../math/dirac-scheme';
import { weighed, type MapAxes, type MapAxisId } from './parameters';

/** Pixels along a side. */
export const MAP_SIDE = 512;

type AxisRange = Pick<MapAxis, 'symbol' | 'label'> & GridScale;

const ranges: Readonly<Record<MapAxisId, AxisRange>> = {
  h: { symbol: 'h', label: 'step h', scale: 'log', min: 1e-2, max: 10 },
  sigma: { symbol: 'σ', label: 'noise σ', scale: 'linear', min: 0, max: 5 },
  gamma: { symbol: 'γ', label: 'penalty γ', scale: 'linear', min: 0, max: 5 },
  discriminatorSteps: { symbol: 'nᴅ', label: 'discriminator steps nᴅ', scale: 'linear', min: 1, max: 16 },
  slope: { symbol: 'f′(0)', label: 'slope f′(0)', scale: 'log', min: 0.05, max: 5 },
};

/** 512 values; float32 for the device and for theory alike. */
export function mapAxis(key: MapAxisId, { rule, pace }: Settings): MapAxis {
  const { min, max, ...shown } = ranges[key];
  const current = key === 'slope' ? objectives[rule.objective].slopeAtZero : pace[key];
  // Sixteen columns of equal width for the whole numbers; elsewhere a pixel has its value in the middle.
  const isCount = key === 'discriminatorSteps';
  const at = (i: number): number => alongScale(ranges[key], i / (MAP_SIDE - 1));
  const valueOf = (i: number): number => (isCount ? 1 + Math.floor((i * (max - min + 1)) / MAP_SIDE) : at(i));
  const values = Float64Array.from({ length: MAP_SIDE }, (_, i) => Math.fround(valueOf(i)));
  return { key, ...shown, values, current, edges: isCount ? [min - 0.5, max + 0.5] : [at(-0.5), at(MAP_SIDE - 0.5)] };
}

/** The setting between two columns or rows. */
export function between({ key, values, scale }: MapAxis, position: number): number {
  return key === 'discriminatorSteps' ? values[Math.round(position)] : betweenValues(scale, values, position);
}

/** Why an axis changes nothing at these settings, in a sentence; undefined where it acts. */
export function idleReason(axis: MapAxisId, { rule }: Settings): string | undefined {
  if (axis === 'sigma' && rule.variant !== 'noise') return 'σ acts with instance noise only.';
  if (axis === 'gamma' && !weighed.includes(rule.variant)) return 'γ acts with a penalty or consensus only.';
  if (axis === 'discriminatorSteps' && rule.scheme !== 'alternating') return 'nᴅ acts in the alternating scheme only.';
  return undefined;
}

/** The settings at these values of the two axes. */
export function settingsAt(settings: Settings, axes: MapAxes, x: number, y: number): Settings {
  return gridSettings(settings, { axis: axes.x, value: x }, { axis: axes.y, value: y });
}
