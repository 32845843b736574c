// What the lab's data are, and what its settings ask of the process.
import type { DataCentres, ProcessSettings } from '../../diffusion/process-settings';
import { turnedDigits } from '../../data/digits';
import type { Images } from '../../experiment/diffusion-particle-panels';
import type { RunData } from '../../experiment/lab';
import type { ModelOptions } from '../../experiment/model';
import { loadPoints, pointsBox } from '../../experiment/point-cloud';
import type { PointSettings } from '../../experiment/point-parameters';
import type { Box } from '../../targets/target';
import { twinValues, type Values } from './parameters';

const FEW = { single: [1, 0.5], pair: [-1, 0, 1, 0], gaussian: [0, 0] } as const;
/** z lies within it at every t, but where the variance explodes. */
const HALF = 3.6;

/** Undefined where the points are few and written here. */
function pointSettings(values: Values): PointSettings | undefined {
  const { data } = values;
  return data in FEW ? undefined : ({ ...values, data } as PointSettings);
}

export interface LoadedLaw extends DataCentres {
  readonly images?: Images;
}

/** The Gaussian law is the smoothing of one point at 0. */
export async function loadLaw({ seed, data, values, ...rest }: ModelOptions<Values>): Promise<LoadedLaw> {
  const settings = pointSettings(values);
  if (!settings) return { centres: Float32Array.from(FEW[values.data as keyof typeof FEW]), dimension: 2 };
  const { values: centres, dimension } = await loadPoints(settings, seed, data, rest);
  const side = 14;
  const images = values.data === 'digits' ? { side, back: (await turnedDigits(side)).back } : undefined;
  return { centres, dimension, ...(images && { images }) };
}

export function lawBox(values: Values, data: RunData): Box {
  const settings = pointSettings(values);
  const half = values.data === 'gaussian' ? HALF * Math.max(1, values.scale) : HALF;
  const own = settings && values.data !== 'digits' && pointsBox(settings, data);
  return own && own.maxX - own.minX > 2 * half ? own : { minX: -half, maxX: half, minY: -half, maxY: half };
}

/** Of the run and of its twin. */
export function settingsOf(values: Values): readonly ProcessSettings[] {
  const twin = twinValues(values);
  return (twin ? [values, twin] : [values]).map(processSettings);
}

function processSettings(values: Values): ProcessSettings {
  const { data, scale, smoothing, denoiser, bias } = values;
  const spread = data === 'gaussian' ? Math.hypot(scale, smoothing) : smoothing;
  return { ...values, spread, factor: denoiser === 'scaled' ? bias : 1 };
}
