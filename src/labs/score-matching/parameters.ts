// The parameters of the score-matching lab, each declared once. Moving a live one goes on with the weights that there are.
import { choice, group, number, type Declared, type ValuesOf } from '../../experiment/declare';
import { pointParameters } from '../../experiment/point-parameters';
import type { ParameterValues } from '../../experiment/parameter';
import type { Activation } from '../../math/network';
import type { Optimiser } from '../../math/descent';
import type { Parametrisation, ScoreModel } from '../../math/score-model';
import type { LearnerSettings } from '../../train/learner';

type When = (values: ParameterValues) => boolean;

const isNetwork: When = ({ model }) => model === 'network';
const { data, across, up, points } = pointParameters();
const ofSets: When = (values) => !['penguins', 'digits', 'upload'].includes(String(values['data']));

const size = { scale: 'log', integer: true, size: true, restarts: true } as const;
const rate = { min: 1e-5, max: 10, scale: 'log' } as const;
const width = { min: 8, max: 256, ...size } as const;

const law = group(
  'Noisy data',
  {
    data,
    across,
    up,
    points: {
      ...number('N', 'points', {
        value: 512,
        min: 1,
        max: 16_384,
        ...size,
        doc: 'How many points are drawn.',
        when: ofSets,
      }),
    } satisfies typeof points,
    sigma: number('σ', 'noise', {
      value: 0.2,
      min: 1e-2,
      max: 3,
      scale: 'log',
      doc: 'Standard deviation of the noise that is added to a point: x = x₀ + σε (3.6).',
    }),
  },
  { redefines: true },
);

const parametrisationNames: Readonly<Record<Parametrisation, string>> = {
  score: 'The score s',
  noise: 'The noise ε = −σs',
  denoiser: 'The place x̂ = x + σ²s',
};
const weightingNames: Readonly<Record<LearnerSettings['weighting'], string>> = {
  one: 'As they are',
  variance: 'Times σ²',
};

const model = group(
  'Model',
  {
    model: choice(
      'Model',
      { network: 'Network', linear: 'Linear: −a(x − b)' },
      {
        value: 'network',
        restarts: true,
        doc: 'What is trained: a multilayer perceptron, or the model whose best weights are known (3.5).',
      },
    ),
    width: number('H', 'width', { value: 64, ...width, when: isNetwork, doc: 'Neurons of a hidden layer, by fours.' }),
    layers: number('L', 'hidden layers', {
      value: 2,
      min: 1,
      max: 4,
      integer: true,
      restarts: true,
      when: isNetwork,
      doc: 'How many hidden layers there are.',
    }),
    activation: choice(
      'Activation',
      { tanh: 'tanh', softplus: 'softplus', silu: 'SiLU' } satisfies Record<Activation, string>,
      {
        value: 'tanh',
        restarts: true,
        when: isNetwork,
        doc: 'What a neuron makes of its sum.',
      },
    ),
    parametrisation: choice('Output', parametrisationNames, {
      value: 'score',
      restarts: true,
      when: isNetwork,
      doc: 'What the network says, from which the score follows (3.6).',
    }),
  },
  { redefines: true },
);

const training = group('Training', {
  batch: number('B', 'batch', {
    value: 512,
    min: 16,
    max: 65_536,
    ...size,
    doc: 'Samples of a step, drawn anew each time.',
  }),
  rate: number('η', 'rate', { value: 3e-3, ...rate, doc: 'Length of a step of the weights.' }),
  optimiser: choice('Optimiser', { adam: 'Adam', sgd: 'Gradient descent' } satisfies Record<Optimiser, string>, {
    value: 'adam',
    doc: 'Adam with β = (0.9, 0.999), or plain steps against the gradient.',
  }),
  weighting: choice('Losses', weightingNames, {
    value: 'one',
    doc: 'A sample’s loss is of size d/σ²; times σ² it is of size d (3.6).',
  }),
  average: number('β', 'average', {
    value: 0,
    min: 0,
    max: 0.9999,
    doc: 'What the average of the weights keeps of itself in a step; the average is what is shown and sampled. 0: the weights.',
  }),
});

const sampling = group('Chains', {
  chains: number('n', 'chains', {
    value: 2048,
    min: 1,
    max: 2 ** 18,
    ...size,
    doc: 'Langevin chains on the learned score.',
  }),
  step: number('γ', 'step', {
    value: 5e-3,
    min: 1e-6,
    max: 1,
    scale: 'log',
    doc: 'Step of x + γ s(x) + √(2γ) ε with the score of the network as it stands (3.1).',
  }),
});

const picture = group('Picture', {
  arrows: choice(
    'Arrows',
    { learned: 'Learned score', exact: 'Exact score', difference: 'Learned − exact' },
    {
      value: 'learned',
      doc: 'What the arrows are. Believe them where the density is: elsewhere there were no samples to learn from.',
    },
  ),
});

const twins = { off: 'Off', rate: 'Another rate', width: 'Another width', ...parametrisationNames, ...weightingNames };
type Twin = keyof typeof twins;
const ofTwin =
  (key: Twin): When =>
  (values) =>
    values['twin'] === key;

const twin = group('Twin', {
  twin: choice<Twin>('Twin run', twins, {
    value: 'off',
    restarts: true,
    doc: 'A second model on the same draws, with another output, other losses, another rate or width.',
  }),
  twinRate: number('η′', 'rate of the twin', { value: 1e-3, ...rate, when: ofTwin('rate'), doc: 'Its step length.' }),
  twinWidth: number('H′', 'width of the twin', { value: 16, ...width, when: ofTwin('width'), doc: 'Its neurons.' }),
} satisfies Record<string, Declared<number> | Declared<Twin>>);

export const parameters = { ...law, ...model, ...training, ...sampling, ...picture, ...twin };

export type Values = ValuesOf<typeof parameters>;

/** The settings of the twin; undefined without one. */
export function twinValues(values: Values): Values | undefined {
  const { twin: of, twinRate, twinWidth } = values;
  if (of === 'off') return undefined;
  if (of === 'rate') return { ...values, rate: twinRate };
  if (of === 'width') return { ...values, width: twinWidth };
  return of === 'one' || of === 'variance' ? { ...values, weighting: of } : { ...values, parametrisation: of };
}

export function modelOf({ model: kind, width: wanted, layers, activation, parametrisation }: Values): ScoreModel {
  if (kind === 'linear') return { model: 'linear', dimension: 2 };
  const fours = 4 * Math.ceil(wanted / 4);
  return { model: 'network', dimension: 2, conditional: false, layers, width: fours, activation, parametrisation };
}

export function trainingOf({ sigma, rate: length, optimiser, ...rest }: Values): LearnerSettings {
  const momentum = optimiser === 'adam' ? 0.9 : 0;
  return { ...rest, sigmas: [sigma], rate: length, optimiser, momentum, decay: 0 };
}

/** What losses are multiplied by. */
export function lossFactor({ weighting, sigma }: Pick<Values, 'weighting' | 'sigma'>): number {
  return weighting === 'variance' ? sigma ** 2 : 1;
}
