// The claims G1 … G21 of MATHS.md 4.7 in their order, and how they are all asked at once.
import type { ClaimResult } from '../../../experiment/lab';
import type { Settings } from '../settings';
import type { Claim, ClaimContext } from './context';
import { dampedClaims } from './damped';
import { flowClaims } from './flow';
import { limitClaims } from './limits';
import { simultaneousClaims } from './simultaneous';
import { stabiliserClaims } from './stabilisers';
import { undampedClaims } from './undamped';

const byNumber = (one: Claim, other: Claim): number => Number(one.id.slice(1)) - Number(other.id.slice(1));

export const claims: readonly Claim[] = [
  ...flowClaims,
  ...simultaneousClaims,
  ...undampedClaims,
  ...dampedClaims,
  ...limitClaims,
  ...stabiliserClaims,
].toSorted(byNumber);

/** Answers every claim, one after the other: they share the probe. Theory speaks of the numbers that the device computes with. */
export async function checkClaims({ settings, probe }: ClaimContext): Promise<ClaimResult[]> {
  const context = { settings: probe.single ? inFloat32(settings) : settings, probe };
  const results: ClaimResult[] = [];
  for (const { id, statement, tex, on, check } of claims) {
    const outcome = await check(context);
    results.push({ id, statement, tex, ...(outcome.verdict === 'outside' ? {} : { on }), ...outcome });
  }
  return results;
}

function inFloat32({ rule, pace }: Settings): Settings {
  const { h, hD, sigma, gamma, g0 } = pace;
  const [a, b, c, d, e] = [h, hD, sigma, gamma, g0].map(Math.fround);
  return { rule, pace: { ...pace, h: a, hD: b, sigma: c, gamma: d, g0: e } };
}
