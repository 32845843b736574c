// Labs that no user sees: what the next labs need, in the least that can be written; and the example of the README.
import exampleLab from '../../docs/example-lab/lab';
import type { Lab } from '../../src/experiment/lab';
import bridge from '../labs/made-up/bridge/lab';
import coins from '../labs/made-up/coins/lab';
import fit from '../labs/made-up/fit/lab';
import whirl from '../labs/made-up/whirl/lab';

export const madeUpLabs: readonly Lab[] = [exampleLab, coins, bridge, fit, whirl];
