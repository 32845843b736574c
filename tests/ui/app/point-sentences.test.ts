import { expect, test } from 'vitest';
import type { Lab } from '../../../src/experiment/lab';
import { defaultValues } from '../../../src/experiment/parameters';
import { lackSentence, whereToDrop } from '../../../src/ui/app/point-sentences';
import { fakeLab } from '../../support/fake-lab';

const values = defaultValues(fakeLab.parameters);
const taking: Lab = { ...fakeLab, ownPoints: { target: 'mixture', twin: 'step' } };
const entry = (lab: Lab, name: string) => ({ id: lab.id, name, load: async () => lab });

test('what is missing is counted where the link says how much', () => {
  expect(lackSentence(undefined)).toContain('no points of your own here yet');
  expect(lackSentence('1-ab')).toContain('1 point that is not here');
  expect(lackSentence('1240-ab')).toContain('1,240 points that are not here');
});

test('a file with points is sent to the setting, or to the labs, that declare to take some', async () => {
  expect(await whereToDrop(taking, values, [])).toContain('Choose ‘Mixture’ under ‘target’');
  expect(await whereToDrop(taking, { ...values, target: 'mixture' }, [])).toContain('Choose ‘step’ under ‘twin’');
  const labs = [entry(fakeLab, 'Fake'), entry(taking, 'Taking'), entry(taking, 'Giving')];
  expect(await whereToDrop(fakeLab, values, labs)).toContain('for the labs ‘Taking’ and ‘Giving’; open one of them');
  expect(await whereToDrop(fakeLab, values, labs.slice(0, 2))).toContain('for the lab ‘Taking’; open it');
  expect(await whereToDrop(fakeLab, values, labs.slice(0, 1))).toContain('No lab');
});
