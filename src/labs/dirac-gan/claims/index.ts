// The claims G1 … G21 of MATHS.md 4.7 in their order.
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import type { ClaimContext } from './context';
import { dampedClaims } from './damped';
import { flowClaims } from './flow';
import { limitClaims } from './limits';
import { simultaneousClaims } from './simultaneous';
import { stabiliserClaims } from './stabilisers';
import { undampedClaims } from './undamped';

const all = [flowClaims, simultaneousClaims, undampedClaims, dampedClaims, limitClaims, stabiliserClaims].flat();

export const claims: readonly AnyClaim<ClaimContext>[] = all
  .toSorted((one, other) => Number(one.id.slice(1)) - Number(other.id.slice(1)))
  .map((claim) => ({ ...claim, per: 'settings' }));
