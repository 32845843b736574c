// Starting points of the Langevin lab. Each names what to see; together they put every claim L1 … L12 in force.
import type { Preset, Suggestion } from '../../experiment/lab';

export const presets: readonly Preset[] = [
  {
    id: 'noise',
    label: 'Noise on against noise off',
    doc: 'The same start and the same random numbers: with noise the chains fill the modes, without it each climbs to one point.',
    values: { twin: 'noise', twinValue: 0 },
  },
  {
    id: 'bias',
    label: 'The bias of a finite step',
    doc: 'ULA settles on a law that is wider than the target: its variance is larger by the factor 1/(1 − γ/2σ²).',
    values: { target: 'gaussian', sigmaX: 1, sigmaY: 0.5, angle: 30, step: 0.2, initScale: 2 },
  },
  {
    id: 'correction',
    label: 'The bias removed: MALA',
    doc: 'Accept or reject each step, and the law is the target’s at every γ; the price is the rejections.',
    values: { target: 'gaussian', sigmaX: 1, sigmaY: 1, angle: 0, method: 'mala', step: 0.5, initScale: 1 },
  },
  {
    id: 'limit',
    label: 'Beyond the stability limit',
    doc: 'A step of more than 2λmin(Σ) throws the narrow direction out, whatever the noise does.',
    values: { target: 'gaussian', sigmaX: 1, sigmaY: 0.5, angle: 30, step: 0.52, initScale: 1 },
  },
  {
    id: 'collapse',
    label: 'Collapse onto the modes',
    doc: 'Without noise the start decides: the basin of a mode, not its weight, says how many chains end there.',
    values: { modes: 2, radius: 2, spread: 0.6, tilt: 1.3862944, noise: 0, step: 0.05, init: 'uniform', initScale: 4 },
  },
  {
    id: 'forget',
    label: 'Noise forgets the start',
    doc: 'With noise the mass right of zero tends to the weight of the right mode, wherever the chains began.',
    values: {
      modes: 2,
      radius: 1.5,
      spread: 0.6,
      tilt: 1.3862944,
      method: 'mala',
      step: 0.15,
      chains: 16_384,
      init: 'uniform',
      initScale: 4,
    },
  },
  {
    id: 'anneal',
    label: 'Annealing restores the weights',
    doc: 'Far modes keep the shares of the start under plain ULA; sixteen levels from wide to narrow give 3/4 and 1/4.',
    values: {
      modes: 2,
      radius: 4,
      spread: 0.5,
      tilt: 1.0986123,
      method: 'annealed',
      step: 0.001,
      init: 'uniform',
      initScale: 8,
      chains: 16_384,
    },
  },
  {
    id: 'penguins',
    label: 'Sampling from data',
    doc: 'The density is a sum of 333 kernels; move the bandwidth and watch species appear.',
    values: { target: 'data', data: 'penguins', sigma: 0.25, chains: 16_384, step: 0.01, initScale: 2 },
  },
  {
    id: 'moons',
    label: 'Following two thousand points',
    doc: 'At every step each chain meets all 2,048 points; σ decides whether it sees two moons, one hill or single points.',
    values: { target: 'data', data: 'moons', sigma: 0.15, chains: 4096, step: 0.01, initScale: 1.5 },
  },
  {
    id: 'network',
    label: 'On a trained network',
    doc: 'A network that learned the score of two moons at σ = 0.2 moves the chains: they fill both, and no density was ever asked.',
    values: { target: 'network', sigma: 0.2, chains: 16_384, step: 0.01, initScale: 1.5 },
  },
  {
    id: 'levels',
    label: 'Annealing a network',
    doc: 'One network says the score at every noise level: chains come in from far outside, level by level from 8 down to 0.05.',
    values: {
      target: 'network',
      network: 'levels',
      sigma: 0.05,
      method: 'annealed',
      chains: 4096,
      step: 0.001,
      initScale: 10,
    },
  },
];

export const suggestions: readonly Suggestion[] = [
  {
    text: 'Raise the temperature: with noise factor 1.5 the chains sample p to the power 1/2.25, and the modes run into each other.',
    link: 'Set τ = 1.5',
    values: { noise: 1.5 },
  },
  {
    text: 'At γ = σ² successive draws are independent, but their variance is twice the target’s.',
    link: 'Gaussian at γ = σ²',
    values: { target: 'gaussian', sigmaX: 1, sigmaY: 1, angle: 0, step: 1 },
  },
  {
    text: 'Compare two step sizes on the same noise.',
    link: 'Twin with γ = 0.08',
    values: { twin: 'step', twinValue: 0.08 },
  },
  {
    text: 'A kernel density is a target like any other: with MALA the step leaves no bias, at any bandwidth.',
    link: 'A spiral of 4,096 points',
    values: { target: 'data', data: 'spiral', points: 4096, sigma: 0.2, method: 'mala', step: 0.02, chains: 4096 },
  },
  {
    text: 'Sample from points of your own: draw them into the picture, or drop a CSV file.',
    link: 'Your own points',
    values: { target: 'data', data: 'upload', sigma: 0.4, chains: 16_384, step: 0.02 },
  },
  {
    text: 'In the funnel one step cannot serve both the neck and the mouth.',
    link: 'Open the funnel',
    values: { target: 'funnel', step: 0.05 },
  },
];
