// Every lab of the tree, the example of the README, and labs made up of what the next ones need.
import { describe } from 'vitest';
import { allLabs } from '../support/all-labs';
import { labContract } from '../support/lab-contract';
import { madeUpLabs } from '../support/made-up-labs';

describe.each([...allLabs, ...madeUpLabs].map((lab) => [lab.id, lab] as const))('%s', (_, lab) => labContract(lab));
