// The parameters of the score-matching lab, each declared once. Moving a live one goes on with the weights that there are.
import { syntheticIds } from '../../data/synthetic';
import { choice, group, is, number, type Declared, type ValuesOf, type When } from '../../experiment/declare';
import { pointParameters } from '../../experiment/point-parameters';
import { trainedMapParameters } from '../../experiment/trained-map-panel';
import { geometricLevels } from '../../math/annealing';
import type { Activation } from '../../math/network';
import type { Optimiser } from '../../math/descent';
import type { Parametrisation, ScoreModel } from '../../math/score-model';
import type { LearnerSettings } from '../../train/learner';

type More = Partial<Pick<Parameters<typeof number>[2], 'scale' | 'integer' | 'size' | 'restarts' | 'when'>>;

/** `name`: symbol and words; `range`: value, least, most. */
function setting(
  name: string,
  range: readonly [number, number, number],
  doc: string,
  more: More = {},
): Declared<number> {
  const [symbol, ...words] = name.split(' ');
  const [value, min, max] = range;
  return number(symbol, words.join(' '), { value, min, max, doc, ...more });
}

/** The first option is the default; it begins anew unless it is live. */
function one<T extends string>(
  label: string,
  options: Readonly<Record<T, string>>,
  doc: string,
  when?: When,
  live?: 'live',
): Declared<T> {
  const [value] = Object.keys(options) as [NoInfer<T>];
  return choice<T>(label, options, { value, doc, ...(live ? {} : { restarts: true }), ...(when ? { when } : {}) });
}

const { data, across, up } = pointParameters();
const size = { scale: 'log', integer: true, size: true, restarts: true } as const;
const log = { scale: 'log' } as const;
const when = is('model', 'network');
const many: When = (values) => when(values) && Number(values['levels']) > 1;
const outputs: Readonly<Record<Parametrisation, string>> = {
  score: 'The score s',
  noise: 'The noise ε = −σs',
  denoiser: 'The place x̂ = x + σ²s',
};
const losses: Readonly<Record<LearnerSettings['weighting'], string>> = { one: 'As they are', variance: 'Times σ²' };
const activations: Readonly<Record<Activation, string>> = { tanh: 'tanh', softplus: 'softplus', silu: 'SiLU' };
const optimisers: Readonly<Record<Optimiser, string>> = { adam: 'Adam', sgd: 'Gradient descent' };
const models = { network: 'Network', linear: 'Linear: −a(x − b)' } as const;
const fields = { learned: 'Learned score', exact: 'Exact score', difference: 'Learned − exact' } as const;
const samplers = { langevin: 'At σ', annealed: 'Annealed: from σ₁ down to σ' } as const;
const twins = { off: 'Off', rate: 'Another rate', width: 'Another width', ...outputs, ...losses } as const;

const learned = {
  ...group('Noisy data', {
    data,
    across,
    up,
    points: setting('N points', [512, 1, 16_384], 'How many points are drawn.', {
      ...size,
      when: is('data', ...syntheticIds),
    }),
    sigma: setting('σ noise', [0.2, 1e-2, 3], 'Standard deviation of the noise on a point: x = x₀ + σε (3.6).', log),
    levels: setting('K levels', [1, 1, 32], 'Noise levels, down to σ; with more than one the network is told log σ.', {
      integer: true,
      restarts: true,
      when,
    }),
    sigmaMax: setting('σ₁ largest noise', [3, 0.02, 10], 'Where the levels begin; each is a fixed share of the last.', {
      ...log,
      restarts: true,
      when: many,
    }),
  }),
  ...group('Model', {
    model: one(
      'Model',
      models,
      'What is trained: a multilayer perceptron, or the model whose best weights are known (3.5).',
    ),
    width: setting('H width', [64, 8, 256], 'Neurons of a hidden layer, by fours.', { ...size, when }),
    layers: setting('L hidden layers', [2, 1, 4], 'How many hidden layers there are.', {
      integer: true,
      restarts: true,
      when,
    }),
    activation: one('Activation', activations, 'What a neuron makes of its sum.', when),
    parametrisation: one('Output', outputs, 'What the network says, from which the score follows (3.6).', when),
  }),
};

const live = {
  ...group('Training', {
    batch: setting('B batch', [512, 16, 65_536], 'Samples of a step, drawn anew each time.', size),
    rate: setting('η rate', [3e-3, 1e-5, 10], 'Length of a step of the weights.', log),
    optimiser: one(
      'Optimiser',
      optimisers,
      'Adam with β = (0.9, 0.999), or plain steps against the gradient.',
      undefined,
      'live',
    ),
    weighting: one(
      'Losses',
      losses,
      'A sample’s loss is of size d/σ²; times σ² it is of size d (3.6).',
      undefined,
      'live',
    ),
    average: setting(
      'β average',
      [0, 0, 0.9999],
      'What the average of the weights keeps of itself in a step; it is what is shown and sampled. 0: the weights.',
    ),
  }),
  ...group('Chains', {
    chains: setting('n chains', [2048, 1, 2 ** 18], 'Langevin chains on the learned score.', size),
    sampler: one('Sampler', samplers, 'Chains at σ, or 100 steps at each level, the steps as σ² (3.1).', many),
    step: setting('γ step', [5e-3, 1e-6, 1], 'Step of x + γ s(x) + √(2γ) ε with the network as it stands (3.1).', log),
    arrows: one(
      'Arrows',
      fields,
      'Which score the arrows are. Where no data are, nothing was learned.',
      undefined,
      'live',
    ),
  }),
  ...group('Twin', {
    twin: one(
      'Twin run',
      twins,
      'A second model on the same draws with another output, other losses, another rate or width.',
    ),
    twinRate: setting('η′ rate of the twin', [1e-3, 1e-5, 10], 'Its step length.', {
      ...log,
      when: is('twin', 'rate'),
    }),
    twinWidth: setting('H′ width of the twin', [16, 8, 256], 'Its neurons.', { ...size, when: is('twin', 'width') }),
  }),
};

export const parameters = { ...group('', learned, { redefines: true }), ...live, ...trainedMapParameters() };

export type Values = ValuesOf<typeof parameters>;
type NoiseValues = Pick<Values, 'model' | 'levels' | 'sigmaMax' | 'sigma'>;

/** The settings of the twin; undefined without one. */
export function twinValues(values: Values): Values | undefined {
  const { twin: of, twinRate, twinWidth } = values;
  if (of === 'off') return undefined;
  if (of === 'rate') return { ...values, rate: twinRate };
  if (of === 'width') return { ...values, width: twinWidth };
  return of === 'one' || of === 'variance' ? { ...values, weighting: of } : { ...values, parametrisation: of };
}

export function modelOf(values: Values): ScoreModel {
  const { model: kind, width: wanted, layers, activation, parametrisation, levels } = values;
  if (kind === 'linear') return { model: 'linear', dimension: 2 };
  const fours = 4 * Math.ceil(wanted / 4);
  const conditional = levels > 1;
  return { model: 'network', dimension: 2, conditional, layers, width: fours, activation, parametrisation };
}

export function trainingOf({ rate: length, optimiser, ...rest }: Values): LearnerSettings {
  const momentum = optimiser === 'adam' ? 0.9 : 0;
  return { ...rest, sigmas: noiseLevels(rest), rate: length, optimiser, momentum, decay: 0 };
}

/** Falling; σ alone where there are no others above it. */
export function noiseLevels({ model: kind, levels, sigmaMax, sigma }: NoiseValues): readonly number[] {
  return kind === 'linear' || levels === 1 || sigmaMax <= sigma
    ? [sigma]
    : [...geometricLevels(levels, sigmaMax, sigma)];
}

/** What losses are multiplied by. */
export function lossFactor({ weighting, sigma }: Pick<Values, 'weighting' | 'sigma'>): number {
  return weighting === 'variance' ? sigma ** 2 : 1;
}
