// What the lab's data are, and what its settings ask of the process.
import type { DataCentres, ProcessSettings } from '../../diffusion/process-settings';
import { turnedDigits } from '../../data/digits';
import type { Images } from '../../experiment/diffusion-particle-panels';
import type { RunData } from '../../experiment/lab';
import type { ModelOptions } from '../../experiment/model';
import { loadPoints, pointsBox } from '../../experiment/point-cloud';
import type { PointSettings } from '../../experiment/point-parameters';
import type { Box } from '../../targets/target';
import { levelOf, type Network } from '../../train/check-network';
import { findNetwork } from '../../train/networks';
import { twinValues, type Values } from './parameters';

const FEW = { single: [1, 0.5], pair: [-1, 0, 1, 0], gaussian: [0, 0] } as const;
/** z lies within it at every t, but where the variance explodes. */
const HALF = 3.6;

/** Undefined where the points are few and written here. */
function pointSettings(values: Values): PointSettings | undefined {
  return values.data in FEW ? undefined : (values as PointSettings);
}

export interface LoadedLaw extends DataCentres {
  readonly images?: Images;
  /** Of the denoiser, where it is one. */
  readonly network?: Network;
}

/** The Gaussian law is the smoothing of one point at 0. */
export async function loadLaw({ seed, data, values, ...rest }: ModelOptions<Values>): Promise<LoadedLaw> {
  const settings = pointSettings(values);
  const learned = values.denoiser === 'network' ? { network: await findNetwork(values.network, data) } : {};
  if (!settings) return { centres: Float32Array.from(FEW[values.data as keyof typeof FEW]), dimension: 2, ...learned };
  const { values: centres, dimension } = await loadPoints(settings, seed, data, rest);
  if (learned.network && dimension !== 2) throw new RangeError(`denoiser is 'network', which needs data of the plane`);
  const images = values.data === 'digits' ? { side: 14, back: (await turnedDigits(14)).back } : undefined;
  return { centres, dimension, ...(images && { images }), ...learned };
}

export function lawBox(values: Values, data: RunData): Box {
  const settings = pointSettings(values);
  const half = values.data === 'gaussian' ? HALF * Math.max(1, values.scale) : HALF;
  const own = settings && values.data !== 'digits' && pointsBox(settings, data);
  return own && own.maxX - own.minX > 2 * half ? own : { minX: -half, maxX: half, minY: -half, maxY: half };
}

/** Of the run and of its twin. */
export function settingsOf(values: Values, { network }: LoadedLaw): readonly ProcessSettings[] {
  const twin = twinValues(values);
  return (twin ? [values, twin] : [values]).map((own) => processSettings(own, network));
}

function processSettings(values: Values, network?: Network): ProcessSettings {
  const { data, scale, smoothing, denoiser, bias } = values;
  const spread = data === 'gaussian' ? Math.hypot(scale, smoothing) : smoothing;
  const learned = network && ([levelOf(network, 0), levelOf(network, Infinity)] as const);
  return { ...values, spread, factor: denoiser === 'scaled' ? bias : 1, learned };
}
