// What a claim of the kernel-score lab may look at, and the draws that several of them share. MATHS.md 3.7.
import type { Backend } from '../../../compute/backend';
import { normalsFromWords, threefry2x32, uniformSource } from '../../../math/random';
import type { Estimate } from '../../../math/statistics';
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import type { PointCloud } from '../../../experiment/point-cloud';
import type { Probe, Probed } from '../../../score/density-probe';
import { scatteredMethod } from '../methods';
import type { Settings } from '../parameters';

import { areResolved } from '../../../data/centred';
import { length } from '../weighting';
import { EngineRounding } from './engine-rounding';

export { atLeast, figure, judged, outside, provided, tooFew, within, type Outcome } from '../../../experiment/claims';
export { length } from '../weighting';

export interface ClaimContext {
  readonly backend: Backend;
  readonly cloud: PointCloud;
  readonly settings: Settings;
  readonly seed: number;
  /** The point set on which claims are tried, about its middle: all points, or the leading ones where there are very many. */
  readonly probe: Probe;
  /** Best relative errors over rising dimensions, as far as the figure has measured them. */
  readonly dimensionErrors: readonly Estimate[];
}

/** A claim of MATHS.md 3.7. */
export interface Claim extends AnyClaim<ClaimContext> {
  readonly statement: string;
  /** Whether it is tried on `probe`, and so says nothing of further points. */
  readonly probes?: true;
}

/** Why these cannot be asked of the points at all: places between them that float32 tells apart at this σ; points that differ. */
export function unmet(...needs: readonly ('places' | 'spread')[]): NonNullable<Claim['excuse']> {
  return ({ probe: { points, dimension }, settings }) => {
    if (needs.includes('places') && !areResolved(points, settings.sigma))
      return 'the points lie so far apart that float32 cannot tell places apart that are near in units of σ';
    if (needs.includes('spread') && points.every((value, i) => value === points[i % dimension]))
      return 'all points are the same';
    return undefined;
  };
}

export function roundingOf({ backend, probe, settings }: ClaimContext): EngineRounding {
  return new EngineRounding(backend, probe.dimension, settings.sigma);
}

export function ask({ probe, settings }: ClaimContext, queries: Float32Array): Promise<Probed> {
  return probe.ask({ queries, sigma: settings.sigma, method: scatteredMethod(settings, probe.dimension) });
}

/** Standard normals, one after the other. */
export function normalSource(seed: number, stream: number): () => number {
  const words = new Uint32Array(2);
  const pair = new Float64Array(2);
  let counter = 0;
  return () => {
    if ((counter & 1) === 0) {
      threefry2x32(seed, stream, counter >>> 1, 1, words);
      normalsFromWords(words[0], words[1], pair);
    }
    return pair[counter++ & 1];
  };
}

/** Rows of the point set chosen at random, and places σ·ε away from them; both row-major [n, d]. */
export function noisyDraws(
  { probe, settings, seed }: ClaimContext,
  count: number,
  stream: number,
): { readonly origins: Float64Array; readonly places: Float32Array } {
  const { points, dimension } = probe;
  const uniform = uniformSource(seed, stream);
  const normal = normalSource(seed, stream + 1);
  const origins = new Float64Array(count * dimension);
  const places = new Float32Array(count * dimension);
  for (let i = 0; i < count; i++) {
    const row = Math.min(probe.count - 1, Math.floor(uniform() * probe.count));
    for (let j = 0; j < dimension; j++) {
      const at = i * dimension + j;
      origins[at] = points[row * dimension + j];
      places[at] = origins[at] + settings.sigma * normal();
    }
  }
  return { origins, places };
}

/** Draws that keep a claim within some ten million pairs. */
export function affordable({ probe, backend }: ClaimContext, most: number): number {
  const pairs = backend.kind === 'reference' ? 2 ** 20 : 2 ** 23;
  return Math.max(64, Math.min(most, Math.floor(pairs / (probe.count * Math.sqrt(probe.dimension)))));
}

/** A random unit vector. */
export function randomDirection(dimension: number, normal: () => number): Float64Array {
  const vector = Float64Array.from({ length: dimension }, normal);
  const size = length(vector);
  return vector.map((value) => value / size);
}

export function row(values: ArrayLike<number>, dimension: number, index: number): Float64Array {
  return Float64Array.from({ length: dimension }, (_, j) => values[index * dimension + j]);
}
