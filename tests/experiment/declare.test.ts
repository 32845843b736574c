import { expect, expectTypeOf, test } from 'vitest';
import { choice, declared, group, number, type ValuesOf } from '../../src/experiment/declare';

const parameters = {
  ...group(
    'Target',
    {
      law: choice(
        'Law',
        { normal: 'Normal', old: 'As before' },
        { value: 'normal', unlisted: ['old'], doc: 'The law.' },
      ),
    },
    { redefines: true },
  ),
  ...group('Dynamics', {
    step: number('γ', 'step', { value: 0.1, min: 0.01, max: 1, scale: 'log', doc: 'How far.' }),
    count: number('n', 'many', {
      value: 8,
      min: 1,
      max: 64,
      integer: true,
      size: true,
      restarts: true,
      doc: 'How many.',
    }),
  }),
};

test('a parameter gets its key, its heading and its defaults from where it stands', () => {
  expect(declared(parameters)).toEqual([
    {
      kind: 'choice',
      key: 'law',
      label: 'Law',
      group: 'Target',
      value: 'normal',
      doc: 'The law.',
      redefines: true,
      options: [
        { value: 'normal', label: 'Normal' },
        { value: 'old', label: 'As before', listed: false },
      ],
    },
    {
      kind: 'number',
      key: 'step',
      symbol: 'γ',
      label: 'step',
      group: 'Dynamics',
      unit: '',
      scale: 'log',
      value: 0.1,
      min: 0.01,
      max: 1,
      doc: 'How far.',
    },
    {
      kind: 'number',
      key: 'count',
      symbol: 'n',
      label: 'many',
      group: 'Dynamics',
      unit: '',
      scale: 'linear',
      value: 8,
      min: 1,
      max: 64,
      integer: true,
      size: true,
      restarts: true,
      doc: 'How many.',
    },
  ]);
});

test('the values have the types of what was declared', () => {
  expectTypeOf<ValuesOf<typeof parameters>>().toEqualTypeOf<{
    readonly law: 'normal' | 'old';
    readonly step: number;
    readonly count: number;
  }>();
});
