// The claims L1 … L12 of MATHS.md 3.7.
import { acceptance } from './acceptance';
import { annealing } from './annealing';
import { ascent } from './ascent';
import type { Claim } from './context';
import { divergence } from './divergence';
import { gaussianClaims } from './gaussian';
import { limit } from './limit';
import { collapse, forgetting } from './masses';
import { jacobian } from './modes';
import { stein } from './stein';

/** What is true of the run that one sees stands first. */
export const claims: readonly Claim[] = [
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
