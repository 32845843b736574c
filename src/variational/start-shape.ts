// What the numbers of a start are. MATHS.md 1.2.
import { meanFieldGap, PcaModel } from '../math/pca-posterior';
import { row } from '../math/vectors';
import type { StartBounds } from './ensemble';
import { unpackMixture } from './mixture';
import type { Way } from './ways';

export interface StartShape {
  readonly model: 'mixture' | 'pca';
  readonly dimension: number;
  /** Of a mixture. */
  readonly components: number;
  /** Of PCA. */
  readonly latents: 1 | 2;
}

/** Numbers of a start: of each component weight, mean, variance; of PCA the two columns of W, then b, then the variance. */
export function rowsOfStart({ model, components, dimension }: StartShape): number {
  return model === 'pca' ? 3 * dimension + 1 : components * (dimension + 2);
}

/** Of each component, or of the noise. */
export function variancesOf(theta: Float64Array, { model, components }: StartShape): Float64Array {
  return model === 'pca' ? theta.slice(-1) : unpackMixture(theta, components).s2;
}

/** Below this a component counts as empty. */
const LEAST_SHOWN = 1e-6;

/** Components that have weight. */
export function fullComponents(theta: Float64Array, components: number): number[] {
  const { pi } = unpackMixture(theta, components);
  return Array.from(pi.keys()).filter((k) => pi[k] > LEAST_SHOWN);
}

/** The means (of PCA offsets) in the first two coordinates, [K, 2]. */
export function placesOf(theta: Float64Array, shape: StartShape): number[] {
  const { model, components, dimension } = shape;
  if (model === 'pca') return [...theta.subarray(2 * dimension, 2 * dimension + 2)];
  return Array.from({ length: components }, (_, k) => [0, 1].map((j) => theta[k * (dimension + 2) + 1 + j])).flat();
}

/** Whether float32 can tell what these numbers of a start mean: a step that is far too long leaves no model behind. */
export function isModel(theta: Float64Array, shape: StartShape): boolean {
  return theta.every((value) => Math.abs(value) <= 1e9) && variancesOf(theta, shape).every((s) => s >= 1e-30);
}

/** What the bound of a start lacks of its evidence, nats per datum, and how much of that the family of q cannot hold: responsibilities may be any. */
export function gapsAt(
  { bound, evidence, theta }: StartBounds & { readonly theta: Float64Array },
  start: number,
  shape: StartShape,
  { family }: Way,
): Record<'missing' | 'approximation', number> {
  const own = row(theta, rowsOfStart(shape), start);
  const isDiagonal = shape.model === 'pca' && family === 'meanField';
  const approximation = isDiagonal ? meanFieldGap(new PcaModel(own).precision) : 0;
  return { missing: evidence[start] - bound[start], approximation };
}

/** What is kept over the steps: of the starts the best, the median and the lower tenth, in nats per datum. */
export function keptOf({ bound, evidence }: StartBounds): Record<'best' | 'median' | 'low' | 'evidence', number> {
  const sorted = bound.filter(Number.isFinite).toSorted();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  const best = evidence.reduce((most, value) => (value > most ? value : most), -Infinity);
  return { best: at(1), median: at(0.5), low: at(0.1), evidence: best };
}
