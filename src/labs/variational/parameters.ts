// The settings of the variational lab, each declared once: panel, address, validation and the types of its settings follow.
import { choice, group, number, type ValuesOf } from '../../experiment/declare';
import { pointParameters } from '../../experiment/point-parameters';
import type { ParameterValues } from '../../experiment/parameter';

type When = (values: ParameterValues) => boolean;

const isMixture: When = ({ model }) => model === 'mixture';
const isPca: When = ({ model }) => model === 'pca';
const runs =
  (...methods: readonly string[]): When =>
  (values) =>
    isMixture(values)
      ? methods.includes(String(values['method'])) || methods.includes(String(values['twin']))
      : methods.includes(String(values['steps']));
const inBatches = runs('stochastic', 'plain', 'amortised');

const { across, up } = pointParameters();
const methods = {
  coordinate: 'Coordinate: exact inner and outer step',
  inner: 'Two loops: gradient steps inside',
  stochastic: 'Stochastic: natural steps on batches',
  plain: 'Plain: ordinary gradients on batches',
  amortised: 'Amortised: an encoder gives the responsibilities',
} as const;

export const parameters = {
  ...group(
    'Model',
    {
      model: choice(
        'Model',
        { mixture: 'Mixture of round Gaussians', pca: 'Probabilistic PCA' },
        { value: 'mixture', restarts: true, doc: 'What explains the data; in both models all is closed form (1.2).' },
      ),
      data: choice(
        'Data',
        {
          mixture: 'Mixture of three Gaussians',
          moons: 'Two moons',
          spiral: 'Spiral',
          rings: 'Three rings',
          normal: 'Standard normal',
          penguins: 'Penguins',
          upload: 'Your own points',
        },
        { value: 'mixture', restarts: true, doc: 'The data x₁ … x_N.' },
      ),
      across,
      up,
      points: number('N', 'points', {
        value: 512,
        min: 16,
        max: 2 ** 17,
        scale: 'log',
        integer: true,
        size: true,
        restarts: true,
        doc: 'How many data are drawn from the law.',
        when: ({ data }) => data !== 'penguins' && data !== 'upload',
      }),
      components: number('K', 'components', {
        value: 3,
        min: 1,
        max: 16,
        integer: true,
        restarts: true,
        doc: 'Gaussians of the mixture.',
        when: isMixture,
      }),
      latents: choice(
        'Latents',
        { '1': 'one', '2': 'two' },
        { value: '1', restarts: true, doc: 'Dimension k of the latent variable of PCA.', when: isPca },
      ),
    },
    { redefines: true },
  ),
  ...group('Method', {
    method: choice('Method', methods, {
      value: 'coordinate',
      restarts: true,
      doc: 'How the bound is climbed (1.3 to 1.5).',
      when: isMixture,
    }),
    steps: choice(
      'Method',
      { coordinate: methods.coordinate, stochastic: methods.stochastic },
      { value: 'coordinate', restarts: true, doc: 'How the bound is climbed (1.3, 1.4).', when: isPca },
    ),
    innerSteps: number('n', 'inner steps', {
      value: 5,
      min: 0,
      max: 100,
      integer: true,
      restarts: true,
      doc: 'Gradient steps in the logits of each datum before each outer step; they begin at the prior (1.3).',
      when: runs('inner'),
    }),
    batch: number('B', 'batch', {
      value: 32,
      min: 1,
      max: 2 ** 17,
      scale: 'log',
      integer: true,
      doc: 'Different data of a step; all of them where B is at least N (1.4).',
      when: inBatches,
    }),
    tau: number('τ', 'delay', {
      value: 10,
      min: 1,
      max: 1000,
      scale: 'log',
      doc: 'Natural steps have length ρ = (t + τ)^−κ.',
      when: runs('stochastic', 'amortised'),
    }),
    kappa: number('κ', 'decay', {
      value: 0.75,
      min: 0.5,
      max: 1,
      doc: 'Natural steps have length ρ = (t + τ)^−κ.',
      when: runs('stochastic', 'amortised'),
    }),
    rate: number('η', 'rate', {
      value: 0.1,
      min: 1e-4,
      max: 10,
      scale: 'log',
      doc: 'Length of a step along an ordinary gradient of the mean bound per datum.',
      when: runs('plain', 'amortised'),
    }),
    encoder: choice(
      'Encoder',
      { constant: 'constant', linear: 'linear in x', quadratic: 'quadratic: with |x|²' },
      {
        value: 'linear',
        restarts: true,
        doc: 'Features from which the encoder forms the logits of a datum (1.5).',
        when: runs('amortised'),
      },
    ),
    mistake: choice(
      'Mistake',
      { none: 'none', scaleTwice: 'N/B applied twice', scaleNever: 'N/B forgotten' },
      {
        value: 'none',
        doc: 'What goes wrong with the scale of a batch: steps and estimates follow it, natural steps up to ρ = 1 (V20).',
        when: inBatches,
      },
    ),
    floor: number('f', 'floor', {
      value: 1e-4,
      min: 1e-6,
      max: 1,
      scale: 'log',
      doc: 'Least variance, as a share of the mean variance of the data: a component cannot collapse on one datum.',
    }),
    twin: choice(
      'Twin',
      { none: 'none', ...methods },
      {
        value: 'none',
        restarts: true,
        doc: 'A second method from the same starts and on the same batches.',
        when: isMixture,
      },
    ),
  }),
  ...group('Starts', {
    restarts: number('R', 'starts', {
      value: 1024,
      min: 1,
      max: 2 ** 16,
      scale: 'log',
      integer: true,
      size: true,
      restarts: true,
      doc: 'Random starts that run at once.',
    }),
    init: choice(
      'Begin',
      { data: 'at random data', spread: 'anywhere in the spread of the data' },
      { value: 'data', restarts: true, doc: 'Where the means (of PCA the offset) begin.' },
    ),
    follow: number('r', 'followed start', {
      value: 0,
      min: 0,
      max: 2 ** 16,
      integer: true,
      doc: 'The start whose components, gaps and spectrum are shown, counted from 1; 0 is the best one at the moment.',
    }),
  }),
};

export type Values = ValuesOf<typeof parameters>;
