// Starting points of the Dirac-GAN lab: one for each figure that the mathematics describes; together they put every claim
// G1 … G21 in force.
import type { ParameterValues, Preset, Suggestion } from '../../experiment/lab';

/** A cloud of trajectories under one scheme, where a preset does not say otherwise: not the pair of the first picture. */
const ALONE: ParameterValues = { twin: 'off', init: 'ring' };

const clouds: readonly Preset[] = [
  {
    id: 'flow',
    label: 'Continuous time: circles',
    doc: 'θ² + ψ² is conserved; the period depends on the circle.',
    values: { scheme: 'flow', h: 0.01, init: 'disc', radius: 2 },
  },
  {
    id: 'ellipse',
    label: 'Alternating WGAN: an ellipse',
    doc: 'Each trajectory stays on a tilted ellipse for ever, however large the step, up to h = 2.',
    values: { objective: 'wgan', scheme: 'alternating', h: 0.75, radius: 1 },
  },
  {
    id: 'double',
    label: 'At h f′(0) = 2 exactly',
    doc: 'Both eigenvalues are −1 and share one eigenvector: no exponential growth, but the distance grows linearly.',
    values: { objective: 'wgan', scheme: 'alternating', h: 2, init: 'point', theta0: 1, psi0: 0.3 },
  },
  {
    id: 'threshold',
    label: 'Beyond h f′(0) = 2',
    doc: 'One eigenvalue has left the circle and the other has gone inside: the cloud becomes a line, and the line grows.',
    values: { objective: 'wgan', scheme: 'alternating', h: 2.1, radius: 0.01 },
  },
  {
    id: 'inner',
    label: 'Five discriminator steps',
    doc: 'Inner steps only rescale: growth sets in at √(nɢ nᴅ) h f′(0) = 2.',
    values: {
      scheme: 'alternating',
      h: 0.25,
      discriminatorSteps: 5,
      init: 'point',
      theta0: 0.5,
      psi0: 0.5,
      mapX: 'discriminatorSteps',
      mapY: 'h',
    },
  },
  {
    id: 'drift',
    label: 'The slow drift of exp',
    doc: 'All eigenvalues are on the circle, and yet r shrinks: 1/r⁴ grows by h²/4 a step.',
    values: { objective: 'exp', scheme: 'alternating', h: 0.1, radius: 0.3 },
  },
  {
    id: 'outward',
    label: 'The slow drift of the logistic f',
    doc: 'On the circle too, but outward, of order h³ a turn.',
    values: { objective: 'logistic', scheme: 'alternating', h: 0.4, init: 'point', theta0: 1.4142, psi0: 0 },
  },
  {
    id: 'stop',
    label: 'Where f′ vanishes: least squares',
    doc: 'The flow meets the curve θψ = 1, where f′ = 0, and stops far from the equilibrium.',
    values: { objective: 'lsgan', scheme: 'flow', h: 0.01, init: 'ring', radius: 2.0616 },
  },
  {
    id: 'noise',
    label: 'Instance noise, simultaneous',
    doc: 'Noise on the data damps the discriminator; below h = 2 everything spirals in.',
    values: { variant: 'noise', sigma: 1, scheme: 'simultaneous', h: 0.8, mapX: 'h', mapY: 'sigma' },
  },
  {
    id: 'noise-alternating',
    label: 'Instance noise, alternating',
    doc: 'The same noise with alternating steps: another limit, 2.47 instead of 2.',
    values: {
      variant: 'noise',
      sigma: 1,
      scheme: 'alternating',
      h: 0.8,
      twin: 'simultaneous',
      mapX: 'h',
      mapY: 'sigma',
    },
  },
  {
    id: 'optimal',
    label: 'The best noise',
    doc: 'At σ² = f′(0)/|f″(0)| = 2 both eigenvalues meet at 1 − h f′(0): less noise turns, more noise dawdles.',
    values: { variant: 'noise', sigma: 1.4142, scheme: 'simultaneous', h: 1, mapX: 'sigma', mapY: 'h' },
  },
  {
    id: 'noisy-inner',
    label: 'Noise and three inner steps',
    doc: 'With noise the inner steps damp too: the determinant is that of one step to the power of their number.',
    values: {
      variant: 'noise',
      sigma: 1,
      scheme: 'alternating',
      h: 0.8,
      discriminatorSteps: 3,
      mapX: 'h',
      mapY: 'discriminatorSteps',
    },
  },
  {
    id: 'useless',
    label: 'Noise that does nothing: WGAN',
    doc: 'f is linear, so the noise averages out exactly.',
    values: { objective: 'wgan', variant: 'noise', sigma: 1, scheme: 'simultaneous', h: 0.125 },
  },
  {
    id: 'harmful',
    label: 'Noise that harms: softplus',
    doc: 'f″(0) > 0: the noise drives the discriminator away.',
    values: { objective: 'softplus', variant: 'noise', sigma: 1, scheme: 'alternating', h: 0.1, radius: 0.1 },
  },
  {
    id: 'penalty',
    label: 'R1 penalty',
    doc: 'γ/2 plays the part of the noise; in continuous time it converges from everywhere.',
    values: { variant: 'r1', gamma: 0.5, scheme: 'flow', h: 0.05, init: 'disc', radius: 3.6, mapX: 'h', mapY: 'gamma' },
  },
  {
    id: 'two-steps',
    label: 'Two step sizes',
    doc: 'A faster discriminator under an R1 penalty: two inequalities decide.',
    values: { variant: 'r2', gamma: 1, scheme: 'simultaneous', h: 0.125, hD: 0.5, mapX: 'h', mapY: 'gamma' },
  },
  {
    id: 'consensus',
    label: 'Consensus optimisation',
    doc: 'Both players also walk down the slope of their common unrest; h has a limit on both sides of γa = 1.',
    values: { variant: 'consensus', gamma: 1, scheme: 'simultaneous', h: 0.5, mapX: 'h', mapY: 'gamma' },
  },
  {
    id: 'cycle',
    label: 'WGAN-GP never settles',
    doc: 'The penalty wants a slope of one where zero would be right: an attracting cycle.',
    values: {
      objective: 'wgan',
      variant: 'wgangp',
      gamma: 0.5,
      g0: 1,
      scheme: 'flow',
      h: 0.01,
      init: 'disc',
      radius: 2,
    },
  },
  {
    id: 'stuck',
    label: 'WGAN-GP sticks at the wrong point',
    doc: 'With γ > 2f′(0) it no longer turns: everything comes to rest on ψ = 0 at |θ| = γg₀/f′(0).',
    values: { objective: 'wgan', variant: 'wgangp', gamma: 3, g0: 1, scheme: 'flow', h: 0.01, init: 'disc', radius: 4 },
  },
  {
    id: 'sublinear',
    label: 'Non-saturating: slower and slower',
    doc: 'It converges in continuous time, but only like 1/t; with simultaneous steps it stops at r² = 2h.',
    values: { variant: 'ns', scheme: 'flow', twin: 'simultaneous', h: 0.1, init: 'disc', radius: 1.5 },
  },
  {
    id: 'extragradient',
    label: 'Extragradient',
    doc: 'A look ahead turns growth into decay, as long as h f′(0) < 1.',
    values: { scheme: 'extragradient', twin: 'simultaneous', h: 0.5 },
  },
];

export const presets: readonly Preset[] = [
  {
    id: 'explode',
    label: 'Simultaneous against alternating',
    doc: 'The same start and the same step: simultaneous steps spiral out, alternating ones stay near their circle.',
    values: { scheme: 'simultaneous', twin: 'alternating', h: 0.5, init: 'point', theta0: 1, psi0: 0.5 },
  },
  ...clouds.map((preset) => ({ ...preset, values: { ...ALONE, ...preset.values } })),
];

export const suggestions: readonly Suggestion[] = [
  {
    text: 'Let the step pass the limit: with alternating WGAN at h = 2 the double eigenvalue −1 makes the distance grow linearly.',
    link: 'WGAN at h = 2',
    values: { objective: 'wgan', variant: 'plain', scheme: 'alternating', h: 2, hD: 0 },
  },
  {
    text: 'At h f′(0) = 1 and the best damping both eigenvalues are 0: two steps to the equilibrium.',
    link: 'R1, h = 2, γ = 1',
    values: { variant: 'r1', gamma: 1, scheme: 'simultaneous', h: 2, hD: 0 },
  },
  {
    text: 'Draw the noise instead of averaging over it.',
    link: 'Sampled noise',
    values: { variant: 'noise', noiseMode: 'sampled', sigma: 1, scheme: 'alternating', h: 0.2 },
  },
  {
    text: 'Ask the map where R1 is stable with simultaneous steps.',
    link: 'Map over h and γ',
    values: { variant: 'r1', scheme: 'simultaneous', mapX: 'h', mapY: 'gamma' },
  },
];
