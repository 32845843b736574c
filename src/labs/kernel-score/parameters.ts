// The parameters of the kernel-score lab, each declared once: panel, address, validation and library follow from here.
import { digitSides } from '../../data/digits';
import type { Parameter } from '../../experiment/lab';
import { isData, pointParameters } from '../../experiment/point-parameters';

const GROUP = 'Kernel density';
const { data, across, up, points } = pointParameters(GROUP);

export const parameters: readonly Parameter[] = [
  data,
  across,
  up,
  {
    kind: 'choice',
    key: 'pixels',
    label: 'Image size',
    group: GROUP,
    value: '14',
    restarts: true,
    options: digitSides.map((side) => ({ value: String(side), label: `${side} × ${side}, ${side * side} dimensions` })),
    doc: 'Pixels of an image; each is one dimension. Shown are the two leading principal components.',
    when: isData('digits'),
  },
  points,
  {
    kind: 'number',
    key: 'dimension',
    symbol: 'd',
    label: 'dimension',
    unit: '',
    group: GROUP,
    value: 2,
    min: 1,
    max: 64,
    scale: 'log',
    integer: true,
    restarts: true,
    doc: 'Dimension of the standard normal law. Shown are the first two coordinates.',
    when: isData('normal'),
  },
  {
    kind: 'number',
    key: 'sigma',
    symbol: 'σ',
    label: 'bandwidth',
    unit: '',
    group: GROUP,
    value: 0.2,
    min: 1e-3,
    max: 10,
    scale: 'log',
    doc: 'Standard deviation of the Gaussian that stands at each point (3.2).',
  },
  {
    kind: 'choice',
    key: 'method',
    label: 'Method',
    group: 'Computation',
    value: 'auto',
    options: [
      { value: 'auto', label: 'Automatic' },
      { value: 'direct', label: 'Direct: every pair' },
      { value: 'cells', label: 'Cells: near pairs only' },
      { value: 'grid', label: 'Grid: separable, for the picture' },
    ],
    doc: 'How the sums over all points are formed. All give the same numbers; they differ in time.',
  },
];
