// What a claim may look at, and the three ways in which it can answer.
import type { Backend } from '../../../compute/backend';
import { judge, type Estimate } from '../../../math/statistics';
import type { ClaimResult } from '../../lab';
import type { ChainSet } from '../chain-set';
import type { Lookahead } from '../lookahead';
import type { Observation } from '../observation';
import type { Probe } from '../probe';
import type { Settings } from '../settings';
import type { Law } from '../theory/gaussian-law';
import type { Start } from '../theory/start';

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

export type Outcome = Omit<ClaimResult, 'id' | 'statement' | 'tex'> & { readonly statement?: string };

/** The statement says nothing at these settings. */
export function outside(reason: string): Outcome {
  return {
    predicted: Number.NaN,
    measured: Number.NaN,
    standardError: Number.NaN,
    tolerance: Number.NaN,
    verdict: 'outside',
    reason,
  };
}

/** Five standard errors plus a float32 term that the claim states (MATHS 0.3). */
export function judged(
  measured: Estimate,
  predicted: number,
  float32Term: number,
  more: Pick<Outcome, 'statement' | 'reason'> = {},
): Outcome {
  const { tolerance, holds } = judge(measured.value, predicted, measured.standardError, float32Term);
  return {
    predicted,
    measured: measured.value,
    standardError: measured.standardError,
    tolerance,
    verdict: holds ? 'holds' : 'fails',
    ...more,
  };
}

/** An outcome that a second, unprinted condition of the same claim overrules. */
export function provided(outcome: Outcome, condition: boolean, reason: string): Outcome {
  return condition || outcome.verdict === 'outside' ? outcome : { ...outcome, verdict: 'fails', reason };
}

/** A number for a sentence: three significant digits, no trailing zeros, a true minus. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'undefined' : '∞';
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
