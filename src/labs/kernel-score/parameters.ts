// The parameters of the kernel-score lab, each declared once: panel, address, validation and the types of its settings follow.
import { digitSides, type DigitSide } from '../../data/digits';
import { choice, group, number, type ValuesOf } from '../../experiment/declare';
import { isData, pointParameters } from '../../experiment/point-parameters';

const { data, across, up, points } = pointParameters();
const sizes = Object.fromEntries(digitSides.map((side) => [side, `${side} × ${side}, ${side * side} dimensions`]));

export const parameters = {
  ...group(
    'Kernel density',
    {
      data,
      across,
      up,
      pixels: choice('Image size', sizes as Record<`${DigitSide}`, string>, {
        value: '14',
        restarts: true,
        doc: 'Pixels of an image; each is one dimension. Shown are the two leading principal components.',
        when: isData('digits'),
      }),
      points,
      dimension: number('d', 'dimension', {
        value: 2,
        min: 1,
        max: 64,
        scale: 'log',
        integer: true,
        restarts: true,
        doc: 'Dimension of the standard normal law. Shown are the first two coordinates.',
        when: isData('normal'),
      }),
      sigma: number('σ', 'bandwidth', {
        value: 0.2,
        min: 1e-3,
        max: 10,
        scale: 'log',
        doc: 'Standard deviation of the Gaussian that stands at each point (3.2).',
      }),
    },
    { redefines: true },
  ),
  ...group('Computation', {
    method: choice(
      'Method',
      {
        auto: 'Automatic',
        direct: 'Direct: every pair',
        cells: 'Cells: near pairs only',
        grid: 'Grid: separable, for the picture',
      },
      {
        value: 'auto',
        doc: 'How the sums over all points are formed. All give the same numbers; they differ in time.',
      },
    ),
  }),
};

export type Values = ValuesOf<typeof parameters>;

/** What may change while a run goes on. */
export type Settings = Pick<Values, 'sigma' | 'method'>;
