// The claims of the lab in their order. MATHS.md 2.8.
import { boundClaims } from './bound';
import type { Claim } from './context';
import { denoiserClaims } from './denoiser';
import { endClaims } from './ends';
import { forwardClaims } from './forward';

export const claims: readonly Claim[] = [...forwardClaims, ...boundClaims, ...denoiserClaims, ...endClaims].toSorted(
  (one, other) => Number(one.id.slice(1)) - Number(other.id.slice(1)),
);
