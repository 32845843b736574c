// The claims L1 … L12 of MATHS.md 3.7.
import { acceptance } from './acceptance';
import { annealing } from './annealing';
import { ascent } from './ascent';
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import { outside, type Claim, type ClaimContext } from './context';
import { divergence } from './divergence';
import { gaussianClaims } from './gaussian';
import { limit } from './limit';
import { collapse, forgetting } from './masses';
import { jacobian } from './modes';
import { stein } from './stein';

/** What is true of the run that one sees stands first. */
const ofDensities: readonly Claim[] = [
  divergence,
  ...gaussianClaims,
  collapse,
  forgetting,
  acceptance,
  annealing,
  limit,
  ascent,
  jacobian,
  stein,
];

const NO_DENSITY = { reason: 'a network says a score and no density', needs: 'another target' };

/** Without a density there is no context, and nothing is said. */
export const claims: readonly AnyClaim<ClaimContext | undefined>[] = ofDensities.map(({ excuse, check, ...claim }) => ({
  ...claim,
  excuse: (context) => (context ? excuse?.(context) : NO_DENSITY),
  check: (context) => (context ? check(context) : outside(NO_DENSITY)),
}));
