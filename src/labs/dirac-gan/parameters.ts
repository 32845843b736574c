// The parameters of the Dirac-GAN lab, each declared once: panel, address, validation and the types of its settings follow.
import { choice, group, number, type ValuesOf } from '../../experiment/declare';
import type { ParameterValues } from '../../experiment/parameter';
import type { VariantId } from '../../math/dirac-field';
import type { GridAxis } from '../../math/dirac-grid';
import type { SchemeId, Settings } from '../../math/dirac-scheme';

/** Variants in which γ weighs something. */
export const weighed: readonly VariantId[] = ['r1', 'r2', 'consensus', 'wgangp'];

const variantIn =
  (...ids: readonly VariantId[]) =>
  ({ variant }: ParameterValues): boolean =>
    ids.some((id) => id === variant);
const atPoint = ({ init }: ParameterValues): boolean => init === 'point';
const alternates = ({ scheme, twin }: ParameterValues): boolean => scheme === 'alternating' || twin === 'alternating';

const schemes: Readonly<Record<SchemeId, string>> = {
  simultaneous: 'Simultaneous steps',
  alternating: 'Alternating steps',
  flow: 'Flow (Runge–Kutta)',
  extragradient: 'Extragradient',
};

const axes: Readonly<Record<MapAxisId, string>> = {
  h: 'Step h',
  sigma: 'Noise σ',
  gamma: 'Penalty γ',
  slope: 'Slope f′(0)',
  discriminatorSteps: 'Discriminator steps nᴅ',
};

const game = group('Game', {
  objective: choice(
    'Objective f',
    {
      logistic: 'Logistic: −log(1 + e⁻ᵗ)',
      wgan: 'WGAN: t',
      exp: 'Exponential: −e⁻ᵗ',
      lsgan: 'Least squares: −½(1 − t)²',
      hinge: 'Hinge: −max(0, 1 − t)',
      softplus: 'Softplus: log(1 + eᵗ)',
    },
    { value: 'logistic', doc: 'The function in L(θ, ψ) = f(θψ) + f(0); it decides f′(0) and f″(0) (4.1).' },
  ),
  variant: choice(
    'Variant',
    {
      plain: 'Plain',
      ns: 'Non-saturating',
      noise: 'Instance noise',
      r1: 'R1 penalty (real)',
      r2: 'R2 penalty (fake)',
      consensus: 'Consensus optimisation',
      wgangp: 'WGAN-GP penalty',
    },
    { value: 'plain', doc: 'What is added to the plain game to tame it (4.5, 4.6).' },
  ),
  sigma: number('σ', 'instance noise', {
    value: 1,
    min: 0,
    max: 5,
    doc: 'Standard deviation of the noise on real and generated points (4.5).',
    when: variantIn('noise'),
  }),
  noiseMode: choice(
    'Noise',
    { expected: 'Expectation', sampled: 'Sampled' },
    {
      value: 'expected',
      doc: 'The exact mean over the noise, or fresh draws for each gradient.',
      when: variantIn('noise'),
    },
  ),
  gamma: number('γ', 'penalty weight', {
    value: 0.5,
    min: 0,
    max: 5,
    doc: 'Weight of the penalty or of the consensus term (4.6).',
    when: variantIn(...weighed),
  }),
  g0: number('g₀', 'wanted gradient norm', {
    value: 1,
    min: 0,
    max: 3,
    doc: 'The gradient norm that WGAN-GP asks for (4.6).',
    when: variantIn('wgangp'),
  }),
});

const steps = { value: 1, min: 1, max: 16, integer: true, when: alternates } as const;

const training = group('Training', {
  scheme: choice('Scheme', schemes, {
    value: 'simultaneous',
    doc: 'Alternating moves the generator first, then the discriminator at the new θ (4.3, 4.4).',
  }),
  h: number('h', 'step', {
    value: 0.5,
    min: 1e-4,
    max: 10,
    scale: 'log',
    doc: 'Step of the generator, and of the discriminator unless it has its own.',
  }),
  hD: number('hᴅ', 'step of the discriminator; 0: as h', {
    value: 0,
    min: 0,
    max: 10,
    doc: 'Its own step; at 0 it takes the same as the generator.',
  }),
  generatorSteps: number('nɢ', 'generator steps', {
    ...steps,
    doc: 'Generator steps in a round of the alternating scheme.',
  }),
  discriminatorSteps: number('nᴅ', 'discriminator steps', {
    ...steps,
    doc: 'Discriminator steps in a round of the alternating scheme.',
  }),
  twin: choice(
    'Twin scheme',
    { off: 'Off', ...schemes },
    { value: 'alternating', restarts: true, doc: 'A second scheme from the same start with the same random numbers.' },
  ),
});

const coordinate = { min: -10, max: 10, doc: 'Moving it places all trajectories there at once.', when: atPoint };

const start = group('Start', {
  trajectories: number('n', 'trajectories', {
    value: 4096,
    min: 1,
    max: 2 ** 20,
    scale: 'log',
    integer: true,
    size: true,
    restarts: true,
    doc: 'Independent trajectories, four to a thread.',
  }),
  init: choice(
    'Start',
    { ring: 'Ring', disc: 'Disc', grid: 'Square grid', point: 'Single point' },
    { value: 'point', restarts: true, doc: 'Where they begin: around the equilibrium, or all at one point.' },
  ),
  theta0: number('θ₀', 'generator at the start', { value: 1, ...coordinate }),
  psi0: number('ψ₀', 'discriminator at the start', { value: 0.5, ...coordinate }),
  radius: number('r₀', 'radius of the start', {
    value: 1,
    min: 1e-3,
    max: 8,
    scale: 'log',
    restarts: true,
    doc: 'Radius of ring and disc, half the side of the grid.',
    when: (values) => !atPoint(values),
  }),
});

const map = group('Stability map', {
  mapX: choice('Map across', axes, { value: 'h', doc: 'What the map varies from left to right; f′(0) scales f.' }),
  mapY: choice('Map up', axes, { value: 'slope', doc: 'What the map varies from bottom to top; f′(0) scales f.' }),
});

export const parameters = { ...game, ...training, ...start, ...map };

export type Values = ValuesOf<typeof parameters>;

/** What the trajectories of the run move by. */
export function settingsOf(values: Values): Settings {
  const { objective, variant, scheme, noiseMode } = values;
  const { h, hD, sigma, gamma, g0, generatorSteps, discriminatorSteps } = values;
  return {
    rule: { objective, variant, scheme, sampled: noiseMode === 'sampled' && variant === 'noise' },
    pace: { h, hD: hD === 0 ? h : hD, sigma, gamma, g0, generatorSteps, discriminatorSteps },
  };
}

/** The same for the twin's, or undefined without one. */
export function twinSettings(values: Values): Settings | undefined {
  const { twin } = values;
  return twin === 'off' ? undefined : settingsOf({ ...values, scheme: twin });
}

export type MapAxisId = Exclude<GridAxis, 'none'>;

export interface MapAxes {
  readonly x: MapAxisId;
  readonly y: MapAxisId;
}

/** What the stability map varies; the same twice would be a line, so the second becomes another. */
export function mapAxesOf({ mapX: x, mapY: y }: Values): MapAxes {
  return { x, y: y !== x ? y : x === 'slope' ? 'h' : 'slope' };
}
