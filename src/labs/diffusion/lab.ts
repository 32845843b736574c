// Variational diffusion with the exact denoiser: the sampler, and the bound as an area. MATHS.md 2.
import { plainAxes } from '../../data/axes';
import { defineLab } from '../../experiment/define-lab';
import { particleLimits, pointLimits } from '../../experiment/limits';
import { about } from './about';
import { claims } from './claims';
import { lawBox, loadLaw } from './law';
import { DiffusionModel } from './model';
import { parameters } from './parameters';
import { presets, suggestions } from './presets';

/** Particles and points whose steps a CPU in double precision takes at a pace one can watch. */
const REFERENCE = { particles: 2048, points: 512 } as const;

export default defineLab(parameters, {
  id: 'diffusion',
  title: 'Diffusion models',
  lead: 'Noise becomes data, a step at a time, with the best denoiser that there is. The price of the steps is an area.',
  particles: 'particles',
  work: 'particle-steps',
  presets,
  suggestions,
  about,
  claims,
  stage: {
    axes: () => plainAxes(['z₁', 'z₂']),
    picture: {
      layers: [
        { id: 'heat', label: 'log density', shown: true },
        { id: 'contours', label: 'contours', shown: false },
        { id: 'arrows', label: 'score arrows', shown: false },
        { id: 'paths', label: 'trails', shown: false },
        { id: 'denoised', label: 'x̂', shown: false },
        { id: 'data', label: 'data', shown: true },
        { id: 'particles', label: 'particles', shown: true },
      ],
      fieldName: 'log q_t',
      contours: { wide: 'density of z at t', narrow: 'density' },
    },
    view: lawBox,
  },
  ownPoints: { data: 'upload' },
  ownNetwork: { denoiser: 'network', network: 'own' },
  horizon: ({ steps }) => steps,
  limits: (backend) => [
    ...particleLimits(backend, 'particles', REFERENCE.particles),
    ...pointLimits(backend, REFERENCE.points),
  ],
  model: async (options) => DiffusionModel.create(options, await loadLaw(options)),
});
