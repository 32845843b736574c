// The claims of the lab in their order.
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import { ascentClaims } from './ascent';
import type { Claim, ClaimContext } from './context';
import { drawbackClaims } from './drawbacks';
import { identityClaims } from './identities';
import { scoreClaims } from './matching';
import { grouped } from '../../../numbers';

const order = (id: string): number =>
  'KSL'.indexOf(id[0]) * 100 + Number.parseInt(id.slice(1), 10) + (id.endsWith('b') ? 0.5 : 0);

export const claims: readonly AnyClaim<ClaimContext>[] = [
  ...identityClaims,
  ...drawbackClaims,
  ...scoreClaims,
  ...ascentClaims,
]
  .toSorted((a, b) => order(a.id) - order(b.id))
  .map((claim) => (claim.asksDensity ? { ...claim, statement: (context) => withPoints(claim, context) } : claim));

/** Says on how many points it was tried, where those are not all. */
function withPoints({ statement }: Claim, { density, cloud }: ClaimContext): string {
  if (density.count === cloud.count) return statement;
  const [some, all] = [density.count, cloud.count].map(grouped);
  return `${statement}; on ${some} of the ${all} points`;
}
