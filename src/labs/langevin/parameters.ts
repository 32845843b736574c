// The parameters of the Langevin lab, each declared once: panel, address, validation and library follow from here.
import type { ChoiceParameter, NumberParameter, Parameter, ParameterValues } from '../lab';

const forTarget =
  (...ids: readonly string[]) =>
  ({ target }: ParameterValues) =>
    ids.includes(String(target));

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
      { value: 'penguins', label: 'Penguins (kernel density)' },
    ],
    doc: 'The density p(x) that the chains are to sample.',
  },
  number({ key: 'sigmaX', symbol: 'σₓ', label: 'std along the first axis', group: 'Target', value: 1, min: 0.05, max: 5, scale: 'log', doc: 'Standard deviation along the first principal axis.', when: forTarget('gaussian' })),
  number({ key: 'sigmaY', symbol: 'σᵧ', label: 'std along the second axis', group: 'Target', value: 0.5, min: 0.05, max: 5, scale: 'log', doc: 'Standard deviation along the second principal axis.', when: forTarget('gaussian' })),
  number({ key: 'angle', symbol: 'φ', label: 'rotation', group: 'Target', value: 30, min: -90, max: 90, doc: 'Angle of the first principal axis to the horizontal.', when: forTarget('gaussian' }), { unit: '°' }),
  number({ key: 'modes', symbol: 'K', label: 'modes', group: 'Target', value: 8, min: 1, max: 32, doc: 'Number of components on the circle; two lie on the horizontal axis.', when: forTarget('mixture' }), { integer: true }),
  number({ key: 'radius', symbol: 'R', label: 'radius', group: 'Target', value: 2, min: 0, max: 8, doc: 'Distance of the component means from the origin.', when: forTarget('mixture' })),
  number({ key: 'spread', symbol: 's', label: 'spread of a mode', group: 'Target', value: 0.3, min: 0.05, max: 3, scale: 'log', doc: 'Standard deviation of each component.', when: forTarget('mixture' })),
  number({ key: 'tilt', symbol: 'κ', label: 'tilt of the weights', group: 'Target', value: 0, min: -4, max: 4, doc: 'Logarithm of the first weight over the last; 0 is equal weights, ln 4 = 1.386 gives .8 and .2 to two modes.', when: forTarget('mixture' })),
  number({ key: 'sigma', symbol: 'σ', label: 'bandwidth', group: 'Target', value: 0.25, min: 0.05, max: 2, scale: 'log', doc: 'Bandwidth of the kernel density of 333 penguins, in standard deviations of the data (3.2).', when: forTarget('penguins' })),
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
      { value: 'mala', label: 'MALA: steps accepted or rejected' },
      { value: 'annealed', label: 'Annealed: wide to narrow' },
    ],
    doc: 'Unadjusted Langevin, Metropolis-adjusted Langevin, or 16 noise levels of 100 steps each from 6 down to 0.05 (3.1).',
  },
  number({ key: 'step', symbol: 'γ', label: 'step', group: 'Dynamics', value: 0.02, min: 1e-5, max: 10, scale: 'log', doc: 'Step of x + γ∇log p + √(2γ) ε (3.1); under annealing, the step of the last level.'),
  number('noise', when: 'τ', 'noise factor' })),
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
  number({ key: 'initX', symbol: 'x₀', label: 'start, horizontal', group: 'Chains', value: 0, min: -10, max: 10, doc: 'Centre of the start.', restarts: true })),
  number({ key: 'initY', symbol: 'y₀', label: 'start, vertical', group: 'Chains', value: 0, min: -10, max: 10, doc: 'Centre of the start.', restarts: true })),
  number({ key: 'initScale', symbol: 's₀', label: 'size of the start', group: 'Chains', value: 3, min: 0.01, max: 10, scale: 'log', doc: 'Standard deviation of the normal start, half the side of the uniform square.', when: ({ init } }) => init !== 'point', { restarts: true }),
];

const live: readonly NumberParameter[] = [...dynamics, ...target].filter(
  (parameter): parameter is NumberParameter => parameter.kind === 'number' && !parameter.restarts && parameter.key !== 'modes',
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
    options: [{ value: 'off', label: 'Off' }, ...live.map(({ key, label, symbol }) => ({ value: key, label: `Another ${label} ${symbol}` }))],
    doc: 'A second run from the same start with the same random numbers, one setting changed.',
  } satisfies ChoiceParameter,
  {
    ...number({ key: 'twinValue', symbol: '=', label: 'value in the twin', group: 'Twin', value: 0, min: -90, max: 90, doc: 'What the chosen setting is in the twin run.', when: (values }) => values['twin'] !== 'off'),
    like: ({ twin: key }) => live.find((parameter) => parameter.key === key),
  },
];

export const parameters: readonly Parameter[] = [...target, ...dynamics, ...chains, ...twin];

/** Fills in what most numbers have: no unit, a linear scale. */
function number(fields: Omit<NumberParameter, 'kind' | 'unit' | 'scale'> & Partial<Pick<NumberParameter, 'unit' | 'scale'>>): NumberParameter {
  return { kind: 'number', unit: '', scale: 'linear', ...fields };
}
