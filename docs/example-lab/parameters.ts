// The settings of the example lab.
import { group, number, type ValuesOf } from '../../src/experiment/declare';

export const parameters = {
  ...group(
    'Target',
    {
      sigma: number('σ', 'width', {
        value: 1,
        min: 0.1,
        max: 4,
        scale: 'log',
        doc: 'Standard deviation of the Gaussian whose log density is climbed.',
      }),
    },
    { redefines: true },
  ),
  ...group('Dynamics', {
    step: number('γ', 'step', {
      value: 0.1,
      min: 1e-3,
      max: 10,
      scale: 'log',
      doc: 'How far a step goes along the score.',
    }),
  }),
  ...group('Start', {
    climbers: number('n', 'climbers', {
      value: 4096,
      min: 64,
      max: 2 ** 20,
      scale: 'log',
      integer: true,
      size: true,
      restarts: true,
      doc: 'Independent particles, drawn from a standard normal law.',
    }),
  }),
};

export type Values = ValuesOf<typeof parameters>;
