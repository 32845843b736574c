// The claims G1 … G21 of MATHS.md 4.7 in their order, and how they are all asked at once.
import type { ClaimResult } from '../../lab';
import type { ClaimContext } from './context';
import { dampedClaims } from './damped';
import { flowClaims } from './flow';
import { stabiliserClaims } from './stabilisers';
import { undampedClaims } from './undamped';

export const claims = [...flowClaims, ...undampedClaims, ...dampedClaims, ...stabiliserClaims];

/** Answers every claim, one after the other: they share the probe. */
export async function checkClaims(context: ClaimContext): Promise<ClaimResult[]> {
  const results: ClaimResult[] = [];
  for (const { id, statement, tex, check } of claims) results.push({ id, statement, tex, ...(await check(context)) });
  return results;
}
