// Every lab of the tree, the example of the README, and labs made up of what the next ones need. What is asserted of each
// stands in tests/support/lab-contract.ts.
import { describe, expect, test } from 'vitest';
import { labs as entries } from '../../src/labs/registry';
import { allLabs } from '../support/all-labs';
import { labContract } from '../support/lab-contract';
import { madeUpLabs } from '../support/made-up-labs';

const labs = [...allLabs, ...madeUpLabs];

test('no lab of the tree is left out, and none is taken for another', () => {
  const ids = labs.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(entries.map(({ id }) => id)));
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(labs.map((lab) => [lab.id, lab] as const))('%s', (_, lab) => labContract(lab));
