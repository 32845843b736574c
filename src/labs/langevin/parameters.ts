// The parameters of the Langevin lab, each declared once: panel, address, validation and the types of its settings follow.
import { choice, declared, group, number, type Declared, type ValuesOf } from '../../experiment/declare';
import type { NumberParameter, ParameterValues } from '../../experiment/parameter';
import { pointParameters } from '../../experiment/point-parameters';
import { networkNames } from '../../train/networks';

/** Shown where it is heard: `createTarget` takes from the values what its target has. */
const forTarget =
  (...ids: readonly string[]) =>
  ({ target }: ParameterValues): boolean =>
    ids.includes(String(target));

const { data, across, up, points } = pointParameters(forTarget('data'));

const target = group(
  'Target',
  {
    target: choice(
      'Target',
      {
        gaussian: 'Gaussian',
        mixture: 'Mixture on a circle',
        grid: 'Grid of 25 modes',
        banana: 'Banana',
        funnel: 'Funnel',
        rings: 'Rings',
        data: 'Kernel density of data',
        network: 'Trained network: a score alone',
        penguins: 'Kernel density of penguins',
      },
      {
        value: 'mixture',
        restarts: true,
        unlisted: ['penguins'],
        doc: 'The density p(x) that the chains are to sample.',
      },
    ),
    data,
    across,
    up,
    points,
    network: choice('Network', networkNames, {
      value: 'moons',
      restarts: true,
      when: forTarget('network'),
      doc: 'A network that ships, or your own from the lab ‘Score matching’ (3.6).',
    }),
    sigmaX: number('σₓ', 'std along the first axis', {
      value: 1,
      min: 0.05,
      max: 5,
      scale: 'log',
      when: forTarget('gaussian'),
      doc: 'Standard deviation along the first principal axis.',
    }),
    sigmaY: number('σᵧ', 'std along the second axis', {
      value: 0.5,
      min: 0.05,
      max: 5,
      scale: 'log',
      when: forTarget('gaussian'),
      doc: 'Standard deviation along the second principal axis.',
    }),
    angle: number('φ', 'rotation', {
      unit: '°',
      value: 30,
      min: -90,
      max: 90,
      when: forTarget('gaussian'),
      doc: 'Angle of the first principal axis to the horizontal.',
    }),
    modes: number('K', 'modes', {
      value: 8,
      min: 1,
      max: 32,
      integer: true,
      when: forTarget('mixture'),
      doc: 'Number of components on the circle; two lie on the horizontal axis.',
    }),
    radius: number('R', 'radius', {
      value: 2,
      min: 0,
      max: 8,
      when: forTarget('mixture', 'rings'),
      doc: 'Distance of the component means, or of the outermost ring, from the origin.',
    }),
    spread: number('s', 'spread of a mode', {
      value: 0.3,
      min: 0.05,
      max: 3,
      scale: 'log',
      when: forTarget('mixture', 'rings', 'grid'),
      doc: 'Standard deviation of each component, or of the blur of a ring.',
    }),
    tilt: number('κ', 'tilt of the weights', {
      value: 0,
      min: -4,
      max: 4,
      when: forTarget('mixture'),
      doc: 'Logarithm of the first weight over the last: 0 is equal weights, ln 4 = 1.386 gives .8 and .2 to two modes.',
    }),
    sigma: number('σ', 'bandwidth', {
      value: 0.25,
      min: 0.01,
      max: 5,
      scale: 'log',
      when: forTarget('data', 'penguins', 'network'),
      doc: 'Standard deviation of the Gaussian that stands at each point (3.2); of a network, the noise level at which it is asked.',
    }),
  },
  { redefines: true },
);

const dynamics = group('Dynamics', {
  method: choice(
    'Method',
    { ula: 'ULA: every step taken', mala: 'MALA: accept or reject', annealed: 'Annealed: wide to narrow' },
    {
      value: 'ula',
      restarts: true,
      doc: 'Unadjusted Langevin, Metropolis-adjusted Langevin, or 16 noise levels of 100 steps each from 6 down to 0.05 (3.1).',
    },
  ),
  step: number('γ', 'step', {
    value: 0.02,
    min: 1e-5,
    max: 10,
    scale: 'log',
    doc: 'Step of x + γ∇log p + √(2γ) ε (3.1); under annealing, the step of the last level.',
  }),
  noise: number('τ', 'noise factor', {
    value: 1,
    min: 0,
    max: 2,
    doc: 'Factor on the injected noise √(2γ): 0 climbs to the modes, 1 samples the target, τ samples p to the power 1/τ².',
  }),
});

const chains = group('Chains', {
  chains: number('n', 'chains', {
    value: 65_536,
    min: 1,
    max: 2 ** 20,
    scale: 'log',
    integer: true,
    size: true,
    restarts: true,
    doc: 'Independent chains, one thread each.',
  }),
  init: choice(
    'Start',
    { normal: 'Normal', uniform: 'Uniform square', point: 'Single point' },
    { value: 'normal', restarts: true, doc: 'The law of the first positions.' },
  ),
  initX: startPlace('x₀', 'start, horizontal'),
  initY: startPlace('y₀', 'start, vertical'),
  initScale: number('s₀', 'size of the start', {
    value: 3,
    min: 0.01,
    max: 10,
    scale: 'log',
    restarts: true,
    when: ({ init }) => init !== 'point',
    doc: 'Standard deviation of the normal start, half the side of the uniform square.',
  }),
});

function startPlace(symbol: string, label: string): Declared<number> {
  return number(symbol, label, { value: 0, min: -10, max: 10, restarts: true, doc: 'Centre of the start.' });
}

/** What the twin may set differently. */
type LiveKey = 'step' | 'noise' | 'sigmaX' | 'sigmaY' | 'angle' | 'radius' | 'spread' | 'tilt' | 'sigma';

const live: ReadonlyMap<string, NumberParameter> = new Map(
  declared({ ...dynamics, ...target }).flatMap((one) =>
    one.kind === 'number' && !one.restarts && one.key !== 'modes' ? [[one.key, one]] : [],
  ),
);
const others = Object.fromEntries([...live].map(([key, { label, symbol }]) => [key, `Another ${label} ${symbol}`]));

const twin = group('Twin', {
  twin: choice(
    'Twin run',
    { off: 'Off', ...(others as Record<LiveKey, string>) },
    {
      value: 'off',
      restarts: true,
      doc: 'A second run from the same start with the same random numbers, one setting changed.',
    },
  ),
  twinValue: number('=', 'value in the twin', {
    value: 0,
    min: -90,
    max: 90,
    when: (values) => values['twin'] !== 'off',
    like: (values) => live.get(String(values['twin'])),
    doc: 'What the chosen setting is in the twin run.',
  }),
});

export const parameters = { ...target, ...dynamics, ...chains, ...twin };

export type Values = ValuesOf<typeof parameters>;

/** As a twin is labelled: 'γ = 0.02'; undefined without one. */
export function twinLabels(values: Values): { readonly run: string; readonly twin: string } | undefined {
  const { twin: key, twinValue } = values;
  if (key === 'off') return undefined;
  const symbol = live.get(key)?.symbol ?? key;
  return { run: `${symbol} = ${values[key]}`, twin: `twin, ${symbol} = ${twinValue}` };
}
