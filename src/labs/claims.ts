// The ways in which a claim can answer, the same in every lab. MATHS.md 0.3.
import { judge, type Estimate } from '../math/statistics';
import type { ClaimResult } from './lab';

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
