// What a claim of the variational lab may look at. MATHS.md 1.6.
import type { Backend } from '../../../compute/backend';
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import type { Values } from '../parameters';

export interface ClaimContext {
  readonly backend: Backend;
  readonly values: Values;
  readonly seed: number;
  readonly step: number;
  /** The leading data about their mean, row-major [n, 2], n at most a few hundred. */
  readonly x: Float32Array<ArrayBuffer>;
  /** N */
  readonly count: number;
  /** Eigenvalues of the covariance of all data, largest first. */
  readonly principal: readonly number[];
  /** Least variance in force, squared units of the data. */
  readonly floor: number;
  /** The followed start's numbers: of each component weight, mean, variance; of PCA the columns of W, then b, then the variance. */
  readonly theta: Float64Array;
  /** Of all starts, per datum, over all data: at present, and at the measurement before, under the same settings. */
  readonly evidence: Float64Array;
  readonly bound: Float64Array;
  /** Which of them is followed. */
  readonly followed: number;
  /** The starts are the visitor's. */
  readonly chosen: boolean;
  readonly before: { readonly step: number; readonly evidence: Float64Array } | undefined;
}

export type Claim = AnyClaim<ClaimContext>;
export type Excuse = NonNullable<Claim['excuse']>;
