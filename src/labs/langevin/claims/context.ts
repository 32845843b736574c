// What a claim may look at.
import type { Backend } from '../../../compute/backend';
import { tooFew, type Outcome } from '../../../experiment/claims';
import type { ChainSet } from '../chain-set';
import type { Lookahead } from '../lookahead';
import type { Observation } from '../observation';
import type { Probe } from '../probe';
import type { Settings } from '../settings';
import type { GaussianTarget } from '../theory/gaussian-law';
import type { CellLaw } from '../theory/grid-law';
import type { FollowedLaw } from '../theory/law-rounding';
import type { Start } from '../theory/start';
import type { Since } from '../since';

export {
  atLeast,
  figure,
  judged,
  outside,
  provided,
  tooFew,
  within,
  type Excuse,
  type Outcome,
} from '../../../experiment/claims';

export interface ClaimContext {
  readonly backend: Backend;
  readonly settings: Settings;
  readonly start: Start;
  readonly seed: number;
  readonly step: number;
  /** Σ γ over the steps taken: the time of the limiting diffusion. */
  readonly time: number;
  /** When the settings in force began, and how far out the chains may then have been. */
  readonly since: Since;
  readonly chains: ChainSet;
  /** Exact law of the chains at this step, followed through every change of a setting; only ULA on a Gaussian has one. */
  readonly law: FollowedLaw | undefined;
  readonly observation: Observation;
  /** The chains in cells [cells…, outside], with the law that they tend to; undefined where that is no more than its modes. */
  readonly histogram: { readonly counts: Float64Array; readonly law: CellLaw } | undefined;
  readonly probe: Probe;
  readonly lookahead: Lookahead;
}

/** A claim of MATHS.md 3.7, checked at the current settings. */
export interface Claim {
  readonly id: string;
  readonly statement: string;
  readonly tex: string;
  /** What it is measured on, in two or three words. */
  readonly on: string;
  check(context: ClaimContext): Promise<Outcome> | Outcome;
}

export const ON_THE_RUN = 'the run';

export function asGaussian({ target }: Settings): GaussianTarget | undefined {
  const [only, second] = target.components ?? [];
  return target.id === 'gaussian' && only && !second ? { mean: only.mean, covariance: only.covariance } : undefined;
}

/** Why too few chains are left for a standard error, or undefined. */
export function fewChains({ observation }: ClaimContext): string | undefined {
  return tooFew(observation.finite, 'chains');
}
