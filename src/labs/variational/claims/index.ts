// The claims of the lab in their order.
import { batchClaims } from './batches';
import type { Claim } from './context';
import { runClaims } from './run';
import { startClaims } from './start';

const order = ({ id }: Claim): number => Number.parseInt(id.slice(1), 10);

export const claims: readonly Claim[] = [...startClaims, ...batchClaims, ...runClaims].toSorted(
  (a, b) => order(a) - order(b),
);
