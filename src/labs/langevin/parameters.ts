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
  number('sigmaX', 'σₓ', 'std along the first axis', 'Target', 1, 0.05, 5, 'log', 'Standard deviation along the first principal axis.', forTarget('gaussian')),
  number('sigmaY', 'σᵧ', 'std along the second axis', 'Target', 0.5, 0.05, 5, 'log', 'Standard deviation along the second principal axis.', forTarget('gaussian')),
  number('angle', 'φ', 'rotation', 'Target', 30, -90, 90, 'linear', 'Angle of the first principal axis to the horizontal.', forTarget('gaussian'), { unit: '°' }),
  number('modes', 'K', 'modes', 'Target', 8, 1, 32, 'linear', 'Number of components on the circle; two lie on the horizontal axis.', forTarget('mixture'), { integer: true }),
  number('radius', 'R', 'radius', 'Target', 2, 0, 8, 'linear', 'Distance of the component means from the origin.', forTarget('mixture')),
  number('spread', 's', 'spread of a mode', 'Target', 0.3, 0.05, 3, 'log', 'Standard deviation of each component.', forTarget('mixture')),
  number('tilt', 'κ', 'tilt of the weights', 'Target', 0, -4, 4, 'linear', 'Logarithm of the first weight over the last; 0 is equal weights, ln 4 = 1.386 gives .8 and .2 to two modes.', forTarget('mixture')),
  number('sigma', 'σ', 'bandwidth', 'Target', 0.25, 0.05, 2, 'log', 'Bandwidth of the kernel density of 333 penguins, in standard deviations of the data (3.2).', forTarget('penguins')),
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
  number('step', 'γ', 'step', 'Dynamics', 0.02, 1e-5, 10, 'log', 'Step of x + γ∇log p + √(2γ) ε (3.1); under annealing, the step of the last level.'),
  number('noise', 'τ', 'noise factor', 'Dynamics', 1, 0, 2, 'linear', 'Factor on the injected noise √(2γ): 0 climbs to the modes, 1 samples the target, τ samples p^(1/τ²).'),
];

const chains: readonly Parameter[] = [
  number('chains', 'n', 'chains', 'Chains', 65_536, 1, 2 ** 20, 'log', 'Independent chains, one thread each.', undefined, { integer: true, restarts: true }),
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
  number('initX', 'x₀', 'start, horizontal', 'Chains', 0, -10, 10, 'linear', 'Centre of the start.', undefined, { restarts: true }),
  number('initY', 'y₀', 'start, vertical', 'Chains', 0, -10, 10, 'linear', 'Centre of the start.', undefined, { restarts: true }),
  number('initScale', 's₀', 'size of the start', 'Chains', 3, 0.01, 10, 'log', 'Standard deviation of the normal start, half the side of the uniform square.', ({ init }) => init !== 'point', { restarts: true }),
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
    ...number('twinValue', '=', 'value in the twin', 'Twin', 0, -90, 90, 'linear', 'What the chosen setting is in the twin run.', (values) => values['twin'] !== 'off'),
    like: ({ twin: key }) => live.find((parameter) => parameter.key === key),
  },
];

export const parameters: readonly Parameter[] = [...target, ...dynamics, ...chains, ...twin];

function number(
  key: string,
  symbol: string,
  label: string,
  group: string,
  value: number,
  min: number,
  max: number,
  scale: 'linear' | 'log',
  doc: string,
  when?: (values: ParameterValues) => boolean,
  more: { readonly unit?: string; readonly integer?: true; readonly restarts?: true } = {},
): NumberParameter {
  return { kind: 'number', key, symbol, label, group, value, min, max, scale, doc, unit: '', ...(when ? { when } : {}), ...more };
}
