// The ways in which a claim can answer, the same in every lab. MATHS.md 0.3.
import type { RoundedTerm } from '../math/rounding';
import { judge, mean, meanOf, type Estimate } from '../math/statistics';
import type { ClaimResult } from './lab';
import { figure } from '../numbers';

export type Outcome = Omit<ClaimResult, 'id' | 'statement' | 'tex'> & { readonly statement?: string };

/** Why a statement says nothing, with the kind of change that it needs. */
export type Excuse = Required<Pick<Outcome, 'reason' | 'needs'>>;

/** The statement says nothing at these settings. */
export function outside(excuse: string | Excuse): Outcome {
  return {
    predicted: Number.NaN,
    measured: Number.NaN,
    standardError: Number.NaN,
    tolerance: Number.NaN,
    verdict: 'outside',
    ...(typeof excuse === 'string' ? { reason: excuse } : excuse),
  };
}

export interface Words extends Pick<Outcome, 'statement' | 'reason' | 'on'> {
  /** The size of effect that the claim is about; where the tolerance passes it, nothing can be told. Default: |predicted|. */
  readonly scale?: number;
}

/** Five standard errors plus the rounding that the claim derives (MATHS 0.3, `math/rounding.ts`). */
export function judged(measured: Estimate, predicted: number, rounding: number, words: Words = {}): Outcome {
  const { tolerance, holds } = judge(measured.value, predicted, measured.standardError, rounding);
  return settled(
    { predicted, measured: measured.value, standardError: measured.standardError, tolerance },
    holds,
    words,
  );
}

/** A measurement without sampling error. */
export function within(measured: number, predicted: number, tolerance: number, words: Words = {}): Outcome {
  return judged({ value: measured, standardError: 0 }, predicted, tolerance, words);
}

/** A measurement that a bound keeps from below. */
export function atLeast(measured: number, bound: number, tolerance: number, words: Words = {}): Outcome {
  const row = { predicted: bound, measured, standardError: 0, tolerance, oneSided: true };
  return settled(row, measured >= bound - tolerance, words);
}

/** The mean of terms, with its standard error and the mean of the roundings. */
export function judgedMean(terms: readonly RoundedTerm[], predicted: number | Estimate, words: Words = {}): Outcome {
  const { value, standardError } = meanOf(terms.map(([term]) => term));
  const exact = typeof predicted === 'number' ? { value: predicted, standardError: 0 } : predicted;
  const measured = { value, standardError: Math.hypot(standardError, exact.standardError) };
  return judged(measured, exact.value, mean(terms.map(([, rounding]) => rounding)), words);
}

/** What should be 0, what rounding may make of it, and the size of the effect. */
export interface Gap {
  readonly gap: number;
  readonly tolerance: number;
  readonly scale?: number;
}

/** The gap that takes most of its tolerance; NaN takes more than all. */
export function largestGap(gaps: readonly Gap[]): Gap {
  const share = ({ gap, tolerance }: Gap): number => gap / tolerance;
  return gaps.reduce((one, other) => (Number.isNaN(share(one)) || share(other) <= share(one) ? one : other));
}

/** All of them are 0. */
export function noGap(gaps: readonly Gap[]): Outcome {
  const { gap, tolerance, ...words } = largestGap(gaps);
  return within(gap, 0, tolerance, words);
}

type Row = Omit<Outcome, 'verdict'>;

/** What lies outside of its tolerance fails however wide that is; what lies inside a tolerance as wide as the prediction proves nothing. */
function settled(row: Row, holds: boolean, { scale = Math.abs(row.predicted), ...words }: Words): Outcome {
  if (!holds) return { ...row, verdict: 'fails', ...words };
  if (row.tolerance <= scale) return { ...row, verdict: 'holds', ...words };
  const reason = `at these settings the tolerance, ${figure(row.tolerance)}, is wider than the effect, ${figure(scale)}`;
  return { ...row, verdict: 'weak', ...words, reason };
}

/** Fewer independent particles than this give no standard error that five of could be trusted (t with few degrees of freedom). */
export const FEWEST_PARTICLES = 30;

export function tooFew(particles: number, name: string, needs = `more ${name}`): Excuse | undefined {
  if (particles >= FEWEST_PARTICLES) return undefined;
  const reason = `${particles} ${name} are too few for a standard error: ${FEWEST_PARTICLES} are needed`;
  return { reason, needs };
}

/** An outcome that a second, unprinted condition of the same claim overrules. */
export function provided(outcome: Outcome, condition: boolean, reason: string): Outcome {
  return condition || outcome.verdict === 'outside' ? outcome : { ...outcome, verdict: 'fails', reason };
}

type Excusing<C> = (context: C) => string | Excuse | undefined;

/** The first reason of several. */
export function either<C>(...excuses: readonly Excusing<C>[]): Excusing<C> {
  return (context) => {
    for (const excuse of excuses) {
      const reason = excuse(context);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}
