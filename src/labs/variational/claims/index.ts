// The claims of the lab in their order.
import { batchClaims } from './batches';
import { boundClaims } from './bound';
import type { Claim } from './context';
import { pcaClaims } from './pca';
import { startClaims } from './starts';
import { stepClaims } from './steps';

const order = ({ id }: Claim): number => Number.parseInt(id.slice(1), 10);

export const claims: readonly Claim[] = [
  ...boundClaims,
  ...stepClaims,
  ...batchClaims,
  ...pcaClaims,
  ...startClaims,
].toSorted((a, b) => order(a) - order(b));
