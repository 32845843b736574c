// What a claim of the variational lab may look at, and when it says nothing. MATHS.md 1.6.
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import { outcomeOf } from '../../../experiment/outcome';
import type { Followed } from '../../../experiment/variational-panels';
import type { Reading } from '../../../math/reading';
import { isModel } from '../../../variational/start-shape';
import type { Values } from '../parameters';

/** `Followed`: the start that is followed, on the leading data. */
export interface ClaimContext extends Followed {
  readonly values: Values;
  /** N */
  readonly count: number;
  /** Eigenvalues of the covariance of all data, largest first. */
  readonly principal: readonly number[];
  readonly bound: Float64Array;
  /** Which of the starts is followed. */
  readonly followed: number;
  /** The starts are the visitor's. */
  readonly chosen: boolean;
  /** At the measurement before, under the same settings. */
  readonly before: { readonly step: number; readonly evidence: Float64Array } | undefined;
}

export type Claim = AnyClaim<ClaimContext>;
export type Excuse = NonNullable<Claim['excuse']>;

/** What was measured, of which the worst is shown. */
export function asked(
  measure: (context: ClaimContext) => readonly Reading[] | Promise<readonly Reading[]>,
): Claim['check'] {
  return async (context) => outcomeOf(await measure(context));
}

/** The first reason of several. */
export function either(...excuses: readonly Excuse[]): Excuse {
  return (context) => excuses.reduce<ReturnType<Excuse>>((found, excuse) => found ?? excuse(context), undefined);
}

const unless =
  (isSaid: (context: ClaimContext) => boolean, reason: string, needs?: string): Excuse =>
  (context) =>
    isSaid(context) ? undefined : needs === undefined ? reason : { reason, needs };

export const sane = unless(
  ({ theta, shape }) => isModel(theta, shape),
  'steps that are too long have thrown the followed start out of what float32 can hold',
);
const isOf = (model: Values['model'], reason: string, needs: string): Excuse =>
  either(
    unless(({ values }) => values.model === model, reason, needs),
    sane,
  );
export const onlyMixture = isOf('mixture', 'it is said of the mixture', 'the mixture');
export const onlyPca = isOf('pca', 'it is said of PCA', 'PCA');
export const several = either(
  onlyMixture,
  unless(({ components }) => components > 1, 'with one component there is nothing to share', 'more components'),
);
export const twoLatents = either(
  onlyPca,
  unless(({ shape }) => shape.latents === 2, 'with one latent there is nothing to tell apart', 'two latents'),
);
const many = unless(({ x, dimension }) => x.length > dimension, 'there is one datum');
export const sampled = either(onlyMixture, many);
export const sampledSeveral = either(several, many);
const isMistaken = unless(({ values }) => values.mistake !== 'none', 'no mistake is switched on', 'a mistake');
export const mistaken = either(sampled, isMistaken);
