// The settings of the variational lab, each declared once: panel, address, validation and the types of its settings follow.
import { choice, group, number, type ValuesOf } from '../../experiment/declare';
import { pointParameters } from '../../experiment/point-parameters';
import type { ParameterValues } from '../../experiment/parameter';
import type { StartShape } from '../../variational/start-shape';
import { changed, type Way } from '../../variational/ways';

type When = (values: ParameterValues) => boolean;

const isMixture: When = ({ model }) => model === 'mixture';
const isPca: When = ({ model }) => model === 'pca';
const runs =
  (...methods: readonly string[]): When =>
  (values) =>
    [values[isMixture(values) ? 'method' : 'steps'], values['twin']].some((of) => methods.includes(String(of)));
const inBatches = runs('stochastic', 'plain', 'amortised');
const isCurved: When = (values) => isPca(values) && values['latents'] === '2';

const { across, up } = pointParameters();
const methods = {
  coordinate: 'Coordinate: exact inner and outer step',
  inner: 'Two loops: gradient steps inside',
  stochastic: 'Stochastic: natural steps on batches',
  plain: 'Plain: ordinary gradients on batches',
  amortised: 'Amortised: an encoder gives the responsibilities',
} as const;

const encoders = { constant: 'constant', linear: 'linear in x', quadratic: 'quadratic: with |x|²' } as const;
const families = { full: 'full', meanField: 'mean field: diagonal' } as const;
const mistakes = {
  averagedLocalGradients: 'gradients of single data averaged',
  scaleTwice: 'N/B applied twice',
  scaleNever: 'N/B forgotten',
} as const;

const labelled = <T extends string>(name: string, options: Readonly<Record<T, string>>): Readonly<Record<T, string>> =>
  Object.fromEntries(Object.entries<string>(options).map(([key, label]) => [key, `${name}: ${label}`])) as Readonly<
    Record<T, string>
  >;

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
      measurements: choice(
        'Measurements',
        { two: 'these two', all: 'all four' },
        {
          value: 'two',
          restarts: true,
          doc: 'Whether PCA explains all four measurements of penguins; the picture has the two axes.',
          when: (values) => isPca(values) && values['data'] === 'penguins',
        },
      ),
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
      { coordinate: methods.coordinate, stochastic: methods.stochastic, plain: methods.plain },
      { value: 'coordinate', restarts: true, doc: 'How the bound is climbed (1.3, 1.4).', when: isPca },
    ),
    family: choice('Family', families, {
      value: 'full',
      restarts: true,
      doc: 'What the covariance S of q may be; a diagonal one costs the same of every datum (1.3, V7).',
      when: isCurved,
    }),
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
    encoder: choice('Encoder', encoders, {
      value: 'linear',
      restarts: true,
      doc: 'Features from which the encoder forms the logits of a datum (1.5).',
      when: runs('amortised'),
    }),
    mistake: choice(
      'Mistake',
      { none: 'none', ...mistakes },
      {
        value: 'none',
        restarts: true,
        doc: 'What goes wrong: all data of a batch move by the mean of their gradients (V15), or the scale of a batch is another, and steps and estimates follow it, natural steps up to ρ = 1 (V20).',
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
      {
        none: 'none',
        ...methods,
        correct: 'the same without a mistake',
        ...labelled('Mistake', mistakes),
        ...labelled('Encoder', encoders),
        ...labelled('Family', families),
      },
      {
        value: 'none',
        restarts: true,
        doc: 'What a second run does differently, from the same starts and on the same batches; what the model does not have changes nothing.',
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

/** What the run does, and its twin where there is one. */
export function waysOf({ model, method, steps, mistake, encoder, family, twin }: Values): readonly [Way, ...Way[]] {
  const own: Way = { method: model === 'pca' ? steps : method, mistake, encoder, family };
  const isForeign = model === 'pca' && (twin === 'inner' || twin === 'amortised');
  return twin === 'none' || isForeign ? [own] : [own, changed(own, twin)];
}

export function shapeOf({ model, components, latents }: Values, dimension: number): StartShape {
  return { model, dimension, components: model === 'pca' ? 1 : components, latents: latents === '2' ? 2 : 1 };
}
