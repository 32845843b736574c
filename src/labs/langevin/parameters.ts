// The parameters of the Langevin lab, each declared once: panel, address, validation and library follow from here.
import type { ChoiceParameter, NumberParameter, Parameter, ParameterValues } from '../../experiment/lab';
import { pointParameters } from '../../experiment/point-parameters';
import { isPointTarget } from './settings';

/** Shown where it is heard: `createTarget` takes from the values what its target has. */
const forTarget =
  (...ids: readonly string[]) =>
  ({ target }: ParameterValues): boolean =>
    ids.includes(String(target));

const { data, across, up, points } = pointParameters('Target', isPointTarget);

const target: readonly Parameter[] = [
  {
    kind: 'choice',
    key: 'target',
    label: 'Target',
    group: 'Target',
    value: 'mixture',
    restarts: true,
    options: [
      { value: 'gaussian', label: 'Gaussian' },
      { value: 'mixture', label: 'Mixture on a circle' },
      { value: 'grid', label: 'Grid of 25 modes' },
      { value: 'banana', label: 'Banana' },
      { value: 'funnel', label: 'Funnel' },
      { value: 'rings', label: 'Rings' },
      { value: 'data', label: 'Kernel density of data' },
      { value: 'penguins', label: 'Kernel density of penguins', listed: false },
    ],
    doc: 'The density p(x) that the chains are to sample.',
  },
  data,
  across,
  up,
  points,
  ...numbers('Target', [
    {
      key: 'sigmaX',
      symbol: 'σₓ',
      label: 'std along the first axis',
      value: 1,
      min: 0.05,
      max: 5,
      scale: 'log',
      when: forTarget('gaussian'),
      doc: 'Standard deviation along the first principal axis.',
    },
    {
      key: 'sigmaY',
      symbol: 'σᵧ',
      label: 'std along the second axis',
      value: 0.5,
      min: 0.05,
      max: 5,
      scale: 'log',
      when: forTarget('gaussian'),
      doc: 'Standard deviation along the second principal axis.',
    },
    {
      key: 'angle',
      symbol: 'φ',
      label: 'rotation',
      unit: '°',
      value: 30,
      min: -90,
      max: 90,
      when: forTarget('gaussian'),
      doc: 'Angle of the first principal axis to the horizontal.',
    },
    {
      key: 'modes',
      symbol: 'K',
      label: 'modes',
      value: 8,
      min: 1,
      max: 32,
      integer: true,
      when: forTarget('mixture'),
      doc: 'Number of components on the circle; two lie on the horizontal axis.',
    },
    {
      key: 'radius',
      symbol: 'R',
      label: 'radius',
      value: 2,
      min: 0,
      max: 8,
      when: forTarget('mixture', 'rings'),
      doc: 'Distance of the component means, or of the outermost ring, from the origin.',
    },
    {
      key: 'spread',
      symbol: 's',
      label: 'spread of a mode',
      value: 0.3,
      min: 0.05,
      max: 3,
      scale: 'log',
      when: forTarget('mixture', 'rings', 'grid'),
      doc: 'Standard deviation of each component, or of the blur of a ring.',
    },
    {
      key: 'tilt',
      symbol: 'κ',
      label: 'tilt of the weights',
      value: 0,
      min: -4,
      max: 4,
      when: forTarget('mixture'),
      doc: 'Logarithm of the first weight over the last: 0 is equal weights, ln 4 = 1.386 gives .8 and .2 to two modes.',
    },
    {
      key: 'sigma',
      symbol: 'σ',
      label: 'bandwidth',
      value: 0.25,
      min: 0.01,
      max: 5,
      scale: 'log',
      when: (values) => isPointTarget(values) || forTarget('penguins')(values),
      doc: 'Standard deviation of the Gaussian that stands at each point (3.2).',
    },
  ]),
];

const dynamics: readonly Parameter[] = [
  {
    kind: 'choice',
    key: 'method',
    label: 'Method',
    group: 'Dynamics',
    value: 'ula',
    restarts: true,
    options: [
      { value: 'ula', label: 'ULA: every step taken' },
      { value: 'mala', label: 'MALA: accept or reject' },
      { value: 'annealed', label: 'Annealed: wide to narrow' },
    ],
    doc: 'Unadjusted Langevin, Metropolis-adjusted Langevin, or 16 noise levels of 100 steps each from 6 down to 0.05 (3.1).',
  },
  ...numbers('Dynamics', [
    {
      key: 'step',
      symbol: 'γ',
      label: 'step',
      value: 0.02,
      min: 1e-5,
      max: 10,
      scale: 'log',
      doc: 'Step of x + γ∇log p + √(2γ) ε (3.1); under annealing, the step of the last level.',
    },
    {
      key: 'noise',
      symbol: 'τ',
      label: 'noise factor',
      value: 1,
      min: 0,
      max: 2,
      doc: 'Factor on the injected noise √(2γ): 0 climbs to the modes, 1 samples the target, τ samples p to the power 1/τ².',
    },
  ]),
];

const chains: readonly Parameter[] = [
  ...numbers('Chains', [
    {
      key: 'chains',
      symbol: 'n',
      label: 'chains',
      value: 65_536,
      min: 1,
      max: 2 ** 20,
      scale: 'log',
      integer: true,
      restarts: true,
      doc: 'Independent chains, one thread each.',
    },
  ]),
  {
    kind: 'choice',
    key: 'init',
    label: 'Start',
    group: 'Chains',
    value: 'normal',
    restarts: true,
    options: [
      { value: 'normal', label: 'Normal' },
      { value: 'uniform', label: 'Uniform square' },
      { value: 'point', label: 'Single point' },
    ],
    doc: 'The law of the first positions.',
  },
  ...numbers('Chains', [
    {
      key: 'initX',
      symbol: 'x₀',
      label: 'start, horizontal',
      value: 0,
      min: -10,
      max: 10,
      restarts: true,
      doc: 'Centre of the start.',
    },
    {
      key: 'initY',
      symbol: 'y₀',
      label: 'start, vertical',
      value: 0,
      min: -10,
      max: 10,
      restarts: true,
      doc: 'Centre of the start.',
    },
    {
      key: 'initScale',
      symbol: 's₀',
      label: 'size of the start',
      value: 3,
      min: 0.01,
      max: 10,
      scale: 'log',
      restarts: true,
      when: ({ init }) => init !== 'point',
      doc: 'Standard deviation of the normal start, half the side of the uniform square.',
    },
  ]),
];

const live: readonly NumberParameter[] = [...dynamics, ...target].filter(
  (parameter): parameter is NumberParameter =>
    parameter.kind === 'number' && !parameter.restarts && parameter.key !== 'modes',
);

/** The live parameter that the twin run sets differently. */
const twin: readonly Parameter[] = [
  {
    kind: 'choice',
    key: 'twin',
    label: 'Twin run',
    group: 'Twin',
    value: 'off',
    restarts: true,
    options: [
      { value: 'off', label: 'Off' },
      ...live.map(({ key, label, symbol }) => ({ value: key, label: `Another ${label} ${symbol}` })),
    ],
    doc: 'A second run from the same start with the same random numbers, one setting changed.',
  } satisfies ChoiceParameter,
  ...numbers('Twin', [
    {
      key: 'twinValue',
      symbol: '=',
      label: 'value in the twin',
      value: 0,
      min: -90,
      max: 90,
      when: (values) => values['twin'] !== 'off',
      like: ({ twin: key }) => live.find((parameter) => parameter.key === key),
      doc: 'What the chosen setting is in the twin run.',
    },
  ]),
];

export const parameters: readonly Parameter[] = [...target, ...dynamics, ...chains, ...twin];

type NumberFields = Omit<NumberParameter, 'kind' | 'unit' | 'scale' | 'group'> &
  Partial<Pick<NumberParameter, 'unit' | 'scale'>>;

/** Numbers of one group; without a unit and on a linear scale unless they say so. */
function numbers(group: string, declared: readonly NumberFields[]): NumberParameter[] {
  return declared.map((fields) => ({ kind: 'number', group, unit: '', scale: 'linear', ...fields }));
}
