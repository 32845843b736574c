import { expect, test } from 'vitest';
import { defaultValues } from '../../../src/experiment/parameters';
import { parameterDoc, parameterGroups } from '../../../src/ui/controls/parameter-groups';
import { fakeLab } from '../../support/fake-lab';

const values = defaultValues(fakeLab.parameters);

test('groups come in order of first use, without what is hidden', () => {
  const groups = parameterGroups(fakeLab.parameters, values);
  expect(groups.map(({ name }) => name)).toEqual(['Target', 'Dynamics', 'Start', 'Size', 'Twin']);
  expect(groups[0]?.parameters.map(({ key }) => key)).toEqual(['target']);
  const mixture = parameterGroups(fakeLab.parameters, { ...values, target: 'mixture' });
  expect(mixture[0]?.parameters.map(({ key }) => key)).toEqual(['target', 'modes']);
});

test('read-outs stand with the live numbers, once', () => {
  const groups = parameterGroups(fakeLab.parameters, values);
  expect(groups.filter(({ readouts }) => readouts).map(({ name }) => name)).toEqual(['Dynamics']);
  const restarting = fakeLab.parameters.filter(({ group }) => group === 'Start' || group === 'Size');
  expect(parameterGroups(restarting, values).map(({ readouts }) => readouts)).toEqual([false, true]);
});

test('a group with nothing to show is no group', () => {
  const hidden = fakeLab.parameters.filter(({ key }) => key === 'modes');
  expect(parameterGroups(hidden, values)).toEqual([]);
});

test('a sentence says whether a change begins anew', () => {
  const sentences = fakeLab.parameters.map((parameter) => [parameter.key, parameterDoc(parameter)]);
  expect(Object.fromEntries(sentences)).toMatchObject({
    step: 'The step.',
    chains: 'How many. Changing it begins a new run.',
  });
});
