// The parameters of the Dirac-GAN lab, each declared once: panel, address, validation and library follow from here.
import type { ChoiceParameter, NumberParameter, Parameter, ParameterValues } from '../../experiment/lab';

type When = (values: ParameterValues) => boolean;

const variantIn =
  (...ids: readonly string[]): When =>
  ({ variant }) =>
    ids.includes(String(variant));
const alternates: When = ({ scheme, twin }) => scheme === 'alternating' || twin === 'alternating';

const schemes = [
  { value: 'simultaneous', label: 'Simultaneous steps' },
  { value: 'alternating', label: 'Alternating steps' },
  { value: 'flow', label: 'Flow (Runge–Kutta)' },
  { value: 'extragradient', label: 'Extragradient' },
] as const;

const game: readonly Parameter[] = [
  choice(
    'objective',
    'Objective f',
    'Game',
    'logistic',
    'The function in L(θ, ψ) = f(θψ) + f(0); it decides f′(0) and f″(0) (4.1).',
    [
      ['logistic', 'Logistic: −log(1 + e⁻ᵗ)'],
      ['wgan', 'WGAN: t'],
      ['exp', 'Exponential: −e⁻ᵗ'],
      ['lsgan', 'Least squares: −½(1 − t)²'],
      ['hinge', 'Hinge: −max(0, 1 − t)'],
      ['softplus', 'Softplus: log(1 + eᵗ)'],
    ],
  ),
  choice('variant', 'Variant', 'Game', 'plain', 'What is added to the plain game to tame it (4.5, 4.6).', [
    ['plain', 'Plain'],
    ['ns', 'Non-saturating'],
    ['noise', 'Instance noise'],
    ['r1', 'R1 penalty (real)'],
    ['r2', 'R2 penalty (fake)'],
    ['consensus', 'Consensus optimisation'],
    ['wgangp', 'WGAN-GP penalty'],
  ]),
  number(
    'sigma',
    'σ',
    'instance noise',
    'Game',
    1,
    0,
    5,
    'linear',
    'Standard deviation of the noise on real and generated points (4.5).',
    { when: variantIn('noise') },
  ),
  choice(
    'noiseMode',
    'Noise',
    'Game',
    'expected',
    'The exact mean over the noise, or fresh draws for each gradient.',
    [
      ['expected', 'Expectation'],
      ['sampled', 'Sampled'],
    ],
    { when: variantIn('noise') },
  ),
  number(
    'gamma',
    'γ',
    'penalty weight',
    'Game',
    0.5,
    0,
    5,
    'linear',
    'Weight of the penalty or of the consensus term (4.6).',
    { when: variantIn('r1', 'r2', 'consensus', 'wgangp') },
  ),
  number(
    'g0',
    'g₀',
    'wanted gradient norm',
    'Game',
    1,
    0,
    3,
    'linear',
    'The gradient norm that WGAN-GP asks for (4.6).',
    { when: variantIn('wgangp') },
  ),
];

const training: readonly Parameter[] = [
  choice(
    'scheme',
    'Scheme',
    'Training',
    'simultaneous',
    'Alternating moves the generator first, then the discriminator at the new θ (4.3, 4.4).',
    schemes.map(({ value, label }) => [value, label] as const),
  ),
  number(
    'h',
    'h',
    'step',
    'Training',
    0.5,
    1e-4,
    10,
    'log',
    'Step of the generator, and of the discriminator unless it has its own.',
  ),
  number(
    'hD',
    'hᴅ',
    'step of the discriminator; 0: as h',
    'Training',
    0,
    0,
    10,
    'linear',
    'Its own step; at 0 it takes the same as the generator.',
  ),
  number(
    'generatorSteps',
    'nɢ',
    'generator steps',
    'Training',
    1,
    1,
    16,
    'linear',
    'Generator steps in a round of the alternating scheme.',
    { integer: true, when: alternates },
  ),
  number(
    'discriminatorSteps',
    'nᴅ',
    'discriminator steps',
    'Training',
    1,
    1,
    16,
    'linear',
    'Discriminator steps in a round of the alternating scheme.',
    { integer: true, when: alternates },
  ),
  choice(
    'twin',
    'Twin scheme',
    'Training',
    'alternating',
    'A second scheme from the same start with the same random numbers.',
    [['off', 'Off'], ...schemes.map(({ value, label }) => [value, label] as const)],
    { restarts: true },
  ),
];

const start: readonly Parameter[] = [
  number(
    'trajectories',
    'n',
    'trajectories',
    'Start',
    4096,
    1,
    2 ** 20,
    'log',
    'Independent trajectories, four to a thread.',
    { integer: true, restarts: true },
  ),
  choice(
    'init',
    'Start',
    'Start',
    'point',
    'Where they begin: around the equilibrium, or all at one point.',
    [
      ['ring', 'Ring'],
      ['disc', 'Disc'],
      ['grid', 'Square grid'],
      ['point', 'Single point'],
    ],
    { restarts: true },
  ),
  number(
    'theta0',
    'θ₀',
    'generator at the start',
    'Start',
    1,
    -10,
    10,
    'linear',
    'Moving it places all trajectories there at once.',
    { when: ({ init }) => init === 'point' },
  ),
  number(
    'psi0',
    'ψ₀',
    'discriminator at the start',
    'Start',
    0.5,
    -10,
    10,
    'linear',
    'Moving it places all trajectories there at once.',
    { when: ({ init }) => init === 'point' },
  ),
  number(
    'radius',
    'r₀',
    'radius of the start',
    'Start',
    1,
    1e-3,
    8,
    'log',
    'Radius of ring and disc, half the side of the grid.',
    { restarts: true, when: ({ init }) => init !== 'point' },
  ),
];

const axes = [
  ['h', 'Step h'],
  ['sigma', 'Noise σ'],
  ['gamma', 'Penalty γ'],
  ['slope', 'Slope f′(0)'],
  ['discriminatorSteps', 'Discriminator steps nᴅ'],
] as const;

const map: readonly Parameter[] = [
  choice('mapX', 'Map across', 'Stability map', 'h', 'What the map varies from left to right; f′(0) scales f.', axes),
  choice('mapY', 'Map up', 'Stability map', 'slope', 'What the map varies from bottom to top; f′(0) scales f.', axes),
];

export const parameters: readonly Parameter[] = [...game, ...training, ...start, ...map];

function choice(
  key: string,
  label: string,
  group: string,
  value: string,
  doc: string,
  options: readonly (readonly [value: string, label: string])[],
  more: { readonly restarts?: true; readonly when?: When } = {},
): ChoiceParameter {
  return {
    kind: 'choice',
    key,
    label,
    group,
    value,
    doc,
    options: options.map(([id, text]) => ({ value: id, label: text })),
    ...more,
  };
}

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
  more: { readonly integer?: true; readonly restarts?: true; readonly when?: When } = {},
): NumberParameter {
  return { kind: 'number', key, symbol, label, group, value, min, max, scale, doc, unit: '', ...more };
}
