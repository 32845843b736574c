// What a claim may look at, and what several of them ask first.
import type { Backend } from '../../../compute/backend';
import type { ChainSettings } from '../../../dynamics/chain-set';
import type { Lookahead, Moment } from '../../../dynamics/lookahead';
import type { Observation } from '../../../dynamics/moments';
import type { NoiseFreeMap } from '../../../dynamics/noise-free-map';
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import { outside, tooFew, type Excuse, type Outcome } from '../../../experiment/claims';
import type { GaussianTarget } from '../../../math/gaussian-law';
import type { FollowedLaw } from '../../../math/law-rounding';
import type { Start } from '../../../math/start-law';
import type { PointDensity } from '../../../score/point-density';
import type { CellLaw } from '../../../targets/cell-law';
import type { Since } from '../elapsed';

export { figure } from '../../../numbers';
export { atLeast, judged, outside, provided, within, type Excuse, type Outcome } from '../../../experiment/claims';

export interface ClaimContext extends Moment {
  readonly backend: Backend;
  readonly settings: ChainSettings;
  readonly start: Start;
  /** Σ γ over the steps taken: the time of the limiting diffusion. */
  readonly time: number;
  /** When the settings in force began, and how far out the chains may then have been. */
  readonly since: Since;
  /** Exact law of the chains at this step, followed through every change of a setting; only ULA on a Gaussian has one. */
  readonly law: FollowedLaw | undefined;
  readonly observation: Observation;
  /** The chains in cells [cells…, outside], with the law that they tend to; undefined where that is no more than its modes. */
  readonly histogram: { readonly counts: Float64Array; readonly law: CellLaw } | undefined;
  readonly map: NoiseFreeMap;
  /** What evaluates the points of a target that are too many to be listed. */
  readonly points: PointDensity | undefined;
  readonly lookahead: Lookahead;
}

/** A claim of MATHS.md 3.7, checked at the current settings. */
export interface Claim extends AnyClaim<ClaimContext> {
  readonly statement: string;
}

export const ON_THE_RUN = 'the run';
export const SETTINGS_MOVED = 'the settings were changed on the way: where the chains began no longer decides';
export const NOT_GAUSSIAN: Excuse = { reason: 'the target is not a Gaussian', needs: 'another target' };

/** The check of a claim about what `premise` finds in the context: outside where it finds a reason why there is nothing. */
export function given<T extends object>(
  premise: (context: ClaimContext) => T | Excuse | string,
  check: (context: ClaimContext, found: T) => Outcome | Promise<Outcome>,
): Claim['check'] {
  return (context) => {
    const found = premise(context);
    return typeof found === 'string' || 'needs' in found ? outside(found) : check(context, found);
  };
}

export function asGaussian({ target }: ChainSettings): GaussianTarget | undefined {
  const [only, second] = target.components ?? [];
  return target.id === 'gaussian' && only && !second ? { mean: only.mean, covariance: only.covariance } : undefined;
}

/** Why too few chains are left for a standard error, or undefined. */
export function fewChains({ observation }: ClaimContext): Excuse | undefined {
  return tooFew(observation.finite, 'chains');
}
