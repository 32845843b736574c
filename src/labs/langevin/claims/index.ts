// The claims L1 … L12 of MATHS.md 3.7, and how they are all asked at once.
import type { ClaimResult } from '../../../experiment/lab';
import type { Claim, ClaimContext } from './context';
import { outside } from './context';
import { acceptanceClaims } from './acceptance';
import { annealingClaims } from './annealing';
import { ascentClaims } from './ascent';
import { divergenceClaims } from './divergence';
import { gaussianClaims } from './gaussian';
import { limitClaims } from './limit';
import { massClaims } from './masses';
import { modeClaims } from './modes';
import { steinClaims } from './stein';

/** What is true of the run that one sees stands first. */
export const claims: readonly Claim[] = [
  ...divergenceClaims,
  ...gaussianClaims,
  ...massClaims,
  ...acceptanceClaims,
  ...annealingClaims,
  ...limitClaims,
  ...ascentClaims,
  ...modeClaims,
  ...steinClaims,
];

/** Answers every claim, one after the other: they share the probe and the lookahead. */
export async function checkClaims(context: ClaimContext): Promise<ClaimResult[]> {
  const results: ClaimResult[] = [];
  for (const claim of claims) {
    const { id, statement, tex, on } = claim;
    const { nonFinite } = context.observation;
    const lost = nonFinite > 0 && !DIVERGENCE_PROOF.has(id);
    const outcome = lost
      ? outside(`${nonFinite.toLocaleString('en-GB')} chains have left the finite range`)
      : await claim.check(context);
    results.push({ id, statement, tex, on, ...outcome });
  }
  return results;
}

/** Claims about the target and the map, which do not look at the chains. */
const DIVERGENCE_PROOF: ReadonlySet<string> = new Set(['L3', 'L5', 'L6', 'L11']);
