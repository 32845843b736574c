// Starting points of the diffusion lab. Each names what to see.
import type { Preset, Suggestion } from '../../experiment/lab';

export const presets: readonly Preset[] = [
  {
    id: 'memorising',
    label: 'It memorises',
    doc: 'With the exact denoiser of twelve points every sample ends on one of them, each as often: nothing new is made.',
    values: { data: 'moons', points: 12, gamma0: -10 },
  },
  {
    id: 'generating',
    label: 'It generates',
    doc: 'The law is a kernel density around 512 points: samples fill the moons between them.',
    values: { data: 'moons', points: 512, smoothing: 0.12 },
  },
  {
    id: 'one-number',
    label: 'Five schedules, one number',
    doc: 'Change the schedule: L∞ stays, L_T and the deviation of one draw do not.',
    values: { data: 'pair', steps: 16, twin: 'schedule', twinSchedule: 'vp-cosine' },
  },
  {
    id: 'too-few-steps',
    label: 'T = 16 against 256',
    doc: 'Gaussian data: the ancestral sampler comes out too narrow, by 1/T, exactly as the recursion says.',
    values: { data: 'gaussian', steps: 256, twin: 'steps', twinSteps: 16 },
  },
  {
    id: 'ddim',
    label: 'DDIM in 20 steps',
    doc: 'Without noise 20 steps go a long way; the ancestral sampler beside it takes as many.',
    values: { data: 'spiral', steps: 20, sampler: 'ddim', twin: 'sampler', twinSampler: 'ancestral', smoothing: 0.1 },
  },
  {
    id: 'choice',
    label: 'When a sample chooses',
    doc: 'Two points at ±1: while h is above 1 all samples stay in the middle; where an eigenvalue passes, they part.',
    values: { data: 'pair', sampler: 'ddim', steps: 256 },
  },
  {
    id: 'wrong-denoiser',
    label: 'The price of a wrong denoiser',
    doc: 'x̂ times 1.1: the second curve lies above that of the exact denoiser, and the area between is the price in nats.',
    values: { data: 'mixture', denoiser: 'scaled', bias: 1.1 },
  },
  {
    id: 'network',
    label: 'A learned denoiser',
    doc: 'A network of 2,642 weights says x̂ in place of the exact denoiser: samples fill the moons instead of repeating the data.',
    values: { data: 'moons', denoiser: 'network', particles: 4096, steps: 64, gamma1: 4 },
  },
  {
    id: 'forward',
    label: 'From data to noise',
    doc: 'The process that is reversed: points of the penguins are made noisy until nothing of them is left.',
    values: { data: 'penguins', direction: 'noise', particles: 16_384 },
  },
  {
    id: 'digits',
    label: 'Handwritten digits',
    doc: '300 images of 196 pixels, their first two principal components: every sample becomes one of them.',
    values: { data: 'digits', particles: 1024, steps: 64, gamma0: -8 },
  },
];

export const suggestions: readonly Suggestion[] = [
  {
    text: 'The schedule that makes one draw of the bound as sure as any can be is made of the data.',
    link: 'Least variance',
    values: { schedule: 'least-variance' },
  },
  {
    text: 'A second-order method reaches the data in a handful of steps.',
    link: 'Heun in 12 steps',
    values: { sampler: 'heun', steps: 12 },
  },
  {
    text: 'A single point is reached with the right spread in any number of steps, even in one.',
    link: 'One point, T = 1',
    values: { data: 'single', steps: 1 },
  },
];
