// Starting points of the score-matching lab. Each names what to see.
import type { Preset, Suggestion } from '../../experiment/lab';

export const presets: readonly Preset[] = [
  {
    id: 'moons',
    label: 'A score learned from samples',
    doc: 'The loss comes down to C and stays there; what is left above it is the error of the score, and the chains find the moons.',
    values: { data: 'moons', sigma: 0.2 },
  },
  {
    id: 'linear',
    label: 'The best straight line',
    doc: 'The linear model ends where theory says, far above the floor: its chains are one Gaussian hill over both moons.',
    values: { data: 'moons', sigma: 0.2, model: 'linear', optimiser: 'sgd', rate: 0.02, step: 0.01 },
  },
  {
    id: 'limit',
    label: 'A rate beyond the limit',
    doc: 'Plain steps converge for rates below 2/λ: here the rate is a little above, and the weights swing further each time.',
    values: { data: 'moons', sigma: 0.5, model: 'linear', optimiser: 'sgd', rate: 0.8, batch: 4096, step: 0.01 },
  },
  {
    id: 'map',
    label: 'A map of trained models',
    doc: 'Every pixel is a model of its own: plain steps of the linear model diverge where theory draws the line, η = 2/λ.',
    values: { data: 'moons', sigma: 0.5, model: 'linear', optimiser: 'sgd', rate: 0.1, step: 0.01, map: 'rate-sigma' },
  },
  {
    id: 'noise',
    label: 'Less noise, more to learn',
    doc: 'At σ = 0.05 the loss is of size d/σ² = 800; predicting the noise keeps the numbers near 1.',
    values: { data: 'rings', sigma: 0.05, parametrisation: 'noise', weighting: 'variance', rate: 2e-3, step: 5e-4 },
  },
  {
    id: 'outputs',
    label: 'Score or denoiser',
    doc: 'The same draws, the same width: one network says the score, its twin the place without noise.',
    values: { data: 'mixture', sigma: 0.3, points: 1024, twin: 'denoiser', batch: 256 },
  },
  {
    id: 'narrow',
    label: 'Too few neurons',
    doc: 'Eight neurons in one layer bend the field in too few places: the excess stays where it is, however long one waits.',
    values: { data: 'spiral', sigma: 0.15, width: 8, layers: 1, rate: 1e-2 },
  },
  {
    id: 'levels',
    label: 'Sixteen noise levels at once',
    doc: 'One network is told log σ and learns them all; chains start where there is one hill and come down level by level.',
    values: {
      data: 'moons',
      sigma: 0.05,
      levels: 16,
      parametrisation: 'denoiser',
      activation: 'silu',
      weighting: 'variance',
      sampler: 'annealed',
      step: 5e-4,
    },
  },
  {
    id: 'average',
    label: 'Averaged weights',
    doc: 'At a large rate the weights never rest; their average over a hundred steps does, and its score is shown.',
    values: { data: 'moons', sigma: 0.2, rate: 1e-2, average: 0.99, batch: 128 },
  },
  {
    id: 'penguins',
    label: 'Penguins',
    doc: '333 birds: the network learns the blurred density of three species, and its chains are new birds.',
    values: { data: 'penguins', sigma: 0.3, activation: 'silu', width: 32 },
  },
];

export const suggestions: readonly Suggestion[] = [
  {
    text: 'Show where the learned score is wrong, and look where the density is.',
    link: 'Arrows: learned − exact',
    values: { arrows: 'difference' },
  },
  {
    text: 'Half the noise, with the weights as they are: the floor moves, and the network must learn again.',
    link: 'Set σ = 0.1',
    values: { sigma: 0.1 },
  },
  {
    text: 'Draw points of your own and learn their score: choose ‘Your own points’ and click into the picture.',
    link: 'Your own points',
    values: { data: 'upload', sigma: 0.3 },
  },
];
