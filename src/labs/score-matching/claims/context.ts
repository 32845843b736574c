// What the claims of the score-matching lab may look at, and what several of them share.
import type { Backend } from '../../../compute/backend';
import { areResolved } from '../../../data/centred';
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import { outside, tooFew, type Outcome } from '../../../experiment/claims';
import type { ScoredDraw } from '../../../math/noisy-draws';
import type { RoundedTerm } from '../../../math/rounding';
import { momentsOf, type Moments } from '../../../math/score-matching';
import { effectiveNumber } from '../../../math/statistics';
import { rowsOf } from '../../../math/vectors';
import { once } from '../../../once';
import type { DensityQueue } from '../../../score/density-queue';
import { EngineRounding } from '../../../score/engine-rounding';
import type { Network } from '../../../train/check-network';
import type { Values } from '../parameters';
import type { Validation } from '../../../train/validation';

export interface ClaimContext {
  readonly backend: Backend;
  readonly values: Values;
  readonly seed: number;
  readonly step: number;
  readonly density: DensityQueue;
  readonly validation: Validation;
  /** As it is averaged, which is as it is shown. */
  readonly network: Network;
  /** What it says at the draws [n, 2]. */
  readonly said: Float32Array;
}

export type Claim = AnyClaim<ClaimContext>;

export const momentsAt: (context: ClaimContext) => Moments = once(({ density }: ClaimContext) =>
  momentsOf(density.points, 2),
);

/** A draw with the learned score at it. */
export type Guessed = ScoredDraw & { readonly guess: Float64Array };

export const guesses: (context: ClaimContext) => readonly Guessed[] = once(({ validation, said }: ClaimContext) =>
  rowsOf(said, 2).map((guess, i) => ({ ...validation.draws[i], guess })),
);

/** What a score of a size may be wrong by. */
export function errorOf({ backend, density, values }: ClaimContext): (size: number) => number {
  const rounding = new EngineRounding(backend, density.dimension, values.sigma);
  return (size) => rounding.score(size);
}

const farApart = ({ density, values: { sigma } }: ClaimContext): string | undefined =>
  areResolved(density.points, sigma)
    ? undefined
    : 'the points lie so far apart that float32 cannot tell places apart that are near in units of σ';

const allTheSame = ({ density: { points } }: ClaimContext): string | undefined =>
  points.every((value, i) => value === points[i % 2]) ? 'all points are the same' : undefined;

/** Claims about the noisy law at places that float32 tells apart. */
export const ofPlaces = { on: 'fresh draws', excuse: farApart } as const;
/** Those for which the points must differ as well. */
export const ofSpread = {
  on: 'fresh draws',
  excuse: (context: ClaimContext) => farApart(context) ?? allTheSame(context),
} as const;

/** Where the terms live on a few draws only there is no standard error to trust. */
export function unlessFew(terms: readonly RoundedTerm[], others: readonly number[], judge: () => Outcome): Outcome {
  const sizes = [terms.map(([value]) => value), others].filter((list) => list.length > 0);
  const reason = tooFew(
    Math.floor(Math.min(...sizes.map(effectiveNumber))),
    'draws between points whose kernels overlap',
  );
  return reason ? outside({ reason, needs: 'more noise' }) : judge();
}
