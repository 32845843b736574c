// What a claim may look at.
import type { Backend } from '../../../compute/backend';
import type { Outcome } from '../../claims';
import type { ChainSet } from '../chain-set';
import type { Lookahead } from '../lookahead';
import type { Observation } from '../observation';
import type { Probe } from '../probe';
import type { Settings } from '../settings';
import type { Law } from '../theory/gaussian-law';
import type { Start } from '../theory/start';

export { figure, judged, outside, provided, type Outcome } from '../../claims';

export interface ClaimContext {
  readonly backend: Backend;
  readonly settings: Settings;
  readonly start: Start;
  readonly seed: number;
  readonly step: number;
  /** Σ γ over the steps taken: the time of the limiting diffusion. */
  readonly time: number;
  readonly chains: ChainSet;
  /** Exact law of the chains at this step, followed through every change of a setting; only ULA on a Gaussian has one. */
  readonly law: Law | undefined;
  readonly observation: Observation;
  readonly probe: Probe;
  readonly lookahead: Lookahead;
}

/** A claim of MATHS.md 3.7, checked at the current settings. */
export interface Claim {
  readonly id: string;
  readonly statement: string;
  readonly tex: string;
  check(context: ClaimContext): Promise<Outcome> | Outcome;
}
