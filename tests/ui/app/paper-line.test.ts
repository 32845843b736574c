import { expect, it } from 'vitest';
import { defaultValues } from '../../../src/experiment/parameters';
import { settingsText } from '../../../src/ui/app/paper-line';
import { fakeLab } from '../../support/fake-lab';

it('names what is in force, in the words of the panel', () => {
  const values = { ...defaultValues(fakeLab.parameters), target: 'gaussian' };
  expect(settingsText(fakeLab.parameters, values)).toMatch(/^target Gaussian( · |$)/);
  expect(settingsText(fakeLab.parameters, values)).not.toContain('K 8');
  expect(settingsText(fakeLab.parameters, { ...values, target: 'mixture' })).toContain('target Mixture · K 8');
});
