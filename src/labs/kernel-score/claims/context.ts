// What a claim of the kernel-score lab may look at, and how it asks the density. MATHS.md 3.7.
import type { Backend } from '../../../compute/backend';
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import { outside, type Outcome } from '../../../experiment/claims';
import { farApart, spreadExcuse, type Matching } from '../../../experiment/matching-claims';
import type { PointCloud } from '../../../experiment/point-cloud';
import type { AskScores } from '../../../math/mean-shift-slopes';
import { noisyDraws, type NoisyDraws } from '../../../math/noisy-draws';
import type { Estimate } from '../../../math/statistics';
import type { DensityQueue } from '../../../score/density-queue';
import { EngineRounding } from '../../../score/engine-rounding';
import type { HostScore } from '../../../score/evaluate-kernel-score';
import type { Settings } from '../parameters';

export interface ClaimContext {
  readonly backend: Backend;
  readonly cloud: PointCloud;
  readonly settings: Settings;
  readonly seed: number;
  /** Of the points about their middle: all, or the leading ones where there are very many. */
  readonly density: DensityQueue;
  /** Best relative errors over rising dimensions, as far as the figure has measured them. */
  readonly dimensionErrors: readonly Estimate[];
}

/** A claim of MATHS.md 3.7. */
export interface Claim extends AnyClaim<ClaimContext> {
  readonly statement: string;
  /** It asks `density`, and so says nothing of points that this leaves out. */
  readonly asksDensity?: true;
}

const spreadOf = ({ density, settings: { sigma } }: ClaimContext): Pick<Matching, 'density' | 'sigma'> => ({
  density,
  sigma,
});

/** Claims about the density at places that float32 tells apart, and those for which the points must differ as well. */
export const ofPlaces = {
  asksDensity: true,
  per: 'settings',
  excuse: (context: ClaimContext) => farApart(spreadOf(context)),
} as const;
export const ofSpread = {
  ...ofPlaces,
  excuse: (context: ClaimContext) => spreadExcuse(spreadOf(context)),
} as const;

export const otherData = (reason: string): Outcome => outside({ reason, needs: 'other data' });
export const otherBandwidth = (reason: string): Outcome => outside({ reason, needs: 'another bandwidth' });

export function roundingOf({ backend, density, settings }: ClaimContext): EngineRounding {
  return new EngineRounding(backend, density.dimension, settings.sigma);
}

export function ask({ density, settings }: ClaimContext, queries: Float32Array): Promise<HostScore> {
  const { sigma, method } = settings;
  return density.ask({ queries, sigma, method });
}

export function scoresOf(context: ClaimContext): AskScores {
  return async (queries) => (await ask(context, queries)).score;
}

/** Draws of the density: the same whenever a stream is asked for. */
export function draw({ density, settings, seed }: ClaimContext, count: number, stream: number): NoisyDraws {
  return noisyDraws(density.points, density.dimension, settings.sigma, count, seed, stream);
}

/** Draws that keep a claim within some ten million pairs; of pictures each is work in proportion to its pixels. */
export function affordable({ density: { count, dimension }, backend }: ClaimContext, most: number): number {
  const pairs = backend.kind === 'reference' ? 2 ** 20 : 2 ** 23;
  const cost = Math.sqrt(dimension) * Math.max(1, dimension / 64);
  return Math.max(64, Math.min(most, Math.floor(pairs / (count * cost))));
}
