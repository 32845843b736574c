// The parameters of the kernel-score lab, each declared once: panel, address, validation and library follow from here.
import { digitSides } from '../../data/digits';
import { measurements } from '../../data/penguin-points';
import { isSynthetic } from '../../data/synthetic';
import type { ChoiceParameter, Parameter, ParameterValues } from '../lab';

const isData =
  (...ids: readonly string[]) =>
  ({ data }: ParameterValues): boolean =>
    ids.includes(String(data));

function measurement(key: string, axis: string, value: string): ChoiceParameter {
  return {
    kind: 'choice',
    key,
    label: `${axis} axis`,
    group: 'Kernel density',
    value,
    restarts: true,
    options: Object.entries(measurements).map(([id, { label }]) => ({ value: id, label })),
    doc: `The measurement along the ${axis} axis, brought to mean 0 and standard deviation 1.`,
    when: isData('penguins'),
  };
}

export const parameters: readonly Parameter[] = [
  {
    kind: 'choice',
    key: 'data',
    label: 'Data',
    group: 'Kernel density',
    value: 'moons',
    restarts: true,
    options: [
      { value: 'moons', label: 'Two moons' },
      { value: 'spiral', label: 'Spiral' },
      { value: 'rings', label: 'Three rings' },
      { value: 'mixture', label: 'Mixture of three Gaussians' },
      { value: 'normal', label: 'Standard normal' },
      { value: 'penguins', label: 'Penguins' },
      { value: 'digits', label: 'Handwritten digits' },
      { value: 'upload', label: 'Your own points' },
    ],
    doc: 'The points x₁ … x_N at which the kernels stand.',
  },
  measurement('across', 'horizontal', 'flipper'),
  measurement('up', 'vertical', 'bill'),
  {
    kind: 'choice',
    key: 'pixels',
    label: 'Image size',
    group: 'Kernel density',
    value: '14',
    restarts: true,
    options: digitSides.map((side) => ({ value: String(side), label: `${side} × ${side}, ${side * side} dimensions` })),
    doc: 'Pixels of an image; each is one dimension. Shown are the two leading principal components.',
    when: isData('digits'),
  },
  {
    kind: 'number',
    key: 'points',
    symbol: 'N',
    label: 'points',
    unit: '',
    group: 'Kernel density',
    value: 2048,
    min: 1,
    max: 2 ** 20,
    scale: 'log',
    integer: true,
    restarts: true,
    doc: 'How many points are drawn from the law.',
    when: ({ data }) => isSynthetic(String(data)),
  },
  {
    kind: 'number',
    key: 'dimension',
    symbol: 'd',
    label: 'dimension',
    unit: '',
    group: 'Kernel density',
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
    group: 'Kernel density',
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
