// Variational inference: one bound, four ways up, thousands of starts. MATHS.md section 1.
import { defineLab } from '../../experiment/define-lab';
import { pointAxes, pointsBox } from '../../experiment/point-cloud';
import { grouped } from '../../numbers';
import { about } from './about';
import { claims } from './claims';
import { loadData } from './data';
import { VariationalModel } from './model';
import { parameters } from './parameters';
import { presets, suggestions } from './presets';

/** What a CPU in double precision moves at a pace one can watch. */
const REFERENCE = { points: 1024, restarts: 64 } as const;

export default defineLab(parameters, {
  id: 'variational',
  title: 'Variational inference',
  lead: 'One bound, climbed in four ways by thousands of starts at once. In these two models every gap has an exact prediction.',
  particles: 'starts',
  work: 'start-steps',
  presets,
  suggestions,
  about,
  claims,
  stage: {
    axes: pointAxes,
    picture: {
      layers: [
        { id: 'data', label: 'data', shown: true },
        { id: 'particles', label: 'means', shown: true },
        { id: 'denoised', label: 'posterior means', shown: false },
      ],
      fieldName: 'log p',
      contours: { wide: 'density', narrow: 'density' },
    },
    view: pointsBox,
  },
  ownPoints: { data: 'upload' },
  limits: (backend) =>
    backend.kind === 'webgpu'
      ? []
      : Object.entries(REFERENCE).map(([key, most]) => ({
          key,
          most,
          sentence: `${key === 'points' ? 'Points' : 'Starts'} limited to ${grouped(most)}, as many as the CPU moves fluently.`,
        })),
  async model(options) {
    const { values, seed, data } = options;
    return new VariationalModel(options, await loadData(values, seed, data, options));
  },
});
