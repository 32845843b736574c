// What a map of trained models varies, over which ranges, and how long its models are trained. MATHS.md 3.5, 3.6.
import { alongScale, type GridScale } from '../math/grid-scale';
import type { LinearTheory } from './linear-theory';
import type { ModelSetting, PopulationOptions } from './population';

/** Pixels along a side. */
export const MAP_SIDE = 64;
/**
 * Steps of every model, and samples of one where no axis is of them. The linear model is where it goes after fewer steps, and larger
 * batches keep their noise from throwing it over its limit.
 */
export const RUNS = { linear: { steps: 64, batch: 256 }, network: { steps: 256, batch: 64 } } as const;
export type MapAxisKey = keyof ModelSetting;

export interface TrainedMapOptions extends Pick<PopulationOptions, 'model' | 'optimiser' | 'weighting' | 'seed'> {
  readonly axes: readonly [x: MapAxisKey, y: MapAxisKey];
  /** In force: of what no axis varies. */
  readonly setting: ModelSetting;
}

/** Plain steps diverge at rates that do Adam little harm; and below σ = 0.25 linear models by the noise of batches first. */
export function mapScale(
  key: MapAxisKey,
  { model, optimiser }: Pick<TrainedMapOptions, 'model' | 'optimiser'>,
): GridScale {
  if (key === 'sigma') return { scale: 'log', min: model.model === 'linear' ? 0.25 : 0.1, max: 3 };
  if (key === 'batch') return { scale: 'log', min: 16, max: 512 };
  return optimiser === 'adam' ? { scale: 'log', min: 1e-4, max: 1 } : { scale: 'log', min: 1e-3, max: 10 };
}

/** Of every column or row; float32 for the device and for theory alike. */
export function valuesOf(key: MapAxisKey, scale: GridScale): Float64Array {
  const at = (i: number): number => alongScale(scale, i / (MAP_SIDE - 1));
  return Float64Array.from({ length: MAP_SIDE }, (_, i) => (key === 'batch' ? Math.round(at(i)) : Math.fround(at(i))));
}

/** What a reader must know. */
export function remarksOf(
  { axes, model, optimiser, setting }: TrainedMapOptions,
  theory: LinearTheory | undefined,
): string[] {
  const what = model.model === 'linear' ? 'linear model' : `network of ${model.layers} layers of ${model.width}`;
  const { steps, batch: most } = RUNS[model.model];
  const batch = axes.includes('batch') ? '' : ` in batches of ${Math.min(setting.batch, most)}`;
  const remarks = [`A ${what} for each pixel, trained for ${steps} steps${batch} on the same draws.`];
  const least = axes.includes('sigma') ? mapScale('sigma', { model, optimiser }).min : setting.sigma;
  if (theory)
    remarks.push(
      'The line: η = 2/λ_max of the Hessian of the loss. Noise in small batches at small σ throws models over it earlier.',
    );
  else if (model.model === 'linear') remarks.push('No line: 2/λ_max is the limit of plain steps, not of Adam’s.');
  if (theory?.swingsAt(least))
    remarks.push(
      'Where b is steeper than a, models a little beyond the line swing and do not diverge: as b leaves, a falls.',
    );
  return remarks;
}
