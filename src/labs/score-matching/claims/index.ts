// The claims of the score-matching lab, in the order in which they are shown.
import type { Claim } from './context';
import { modelClaims } from './matching';
import { trainingClaims } from './training';

export const claims: readonly Claim[] = [...modelClaims, ...trainingClaims];
