// What the claims of the score-matching lab may look at.
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import type { Matching } from '../../../experiment/matching-claims';
import { rowsOf } from '../../../math/vectors';
import { once } from '../../../once';
import type { Network } from '../../../train/check-network';
import type { Validation } from '../../../train/validation';
import type { Values } from '../parameters';

export interface ClaimContext extends Pick<Matching, 'backend' | 'density' | 'seed'> {
  readonly values: Values;
  readonly validation: Validation;
  /** As it is averaged, which is as it is shown. */
  readonly network: Network;
  /** What it says at the draws [n, 2]. */
  readonly said: Float32Array;
  /** Places beside some draws [n, 4, 2], and what it says there. */
  readonly beside: { readonly queries: Float32Array; readonly scores: Float32Array };
}

export type Claim = AnyClaim<ClaimContext>;

export const matchingOf: (context: ClaimContext) => Matching = once((context: ClaimContext) => {
  const { validation, said, values } = context;
  const draws = rowsOf(said, 2).map((guess, i) => ({ ...validation.draws[i], guess }));
  return { ...context, sigma: values.sigma, draws, constants: validation.constants };
});
