// Kernel scores: what a bandwidth does, and what it costs. MATHS.md 3.2 to 3.5.
import { pointLimits } from '../../experiment/limits';
import { defineLab } from '../../experiment/define-lab';
import { loadPoints, pointAxes, pointsBox } from '../../experiment/point-cloud';
import { prepareDirect } from '../../score/direct-sums';
import { about } from './about';
import { claims } from './claims';
import { KernelScoreModel } from './model';
import { parameters } from './parameters';
import { presets, suggestions } from './presets';

/** Points whose sums a CPU in double precision forms at a pace one can watch. */
const REFERENCE_POINTS = 2048;

export default defineLab(parameters, {
  id: 'kernel-score',
  title: 'Kernel scores',
  lead: 'A Gaussian at every point makes a density, and its slope is a score. The bandwidth σ decides what it sees.',
  particles: 'particles',
  work: 'particle-steps',
  presets,
  suggestions,
  about,
  claims,
  stage: {
    axes: pointAxes,
    picture: {
      layers: [
        { id: 'heat', label: 'heat map', shown: true },
        { id: 'contours', label: 'contours', shown: false },
        { id: 'arrows', label: 'score arrows', shown: false },
        { id: 'data', label: 'data', shown: true },
        { id: 'particles', label: 'particles', shown: true },
      ],
      fieldName: 'log q',
      contours: { wide: 'density: lines around 10 to 99 % of its mass', narrow: 'density' },
    },
    view: pointsBox,
  },
  ownPoints: { data: 'upload' },
  limits: (backend) => pointLimits(backend, REFERENCE_POINTS),
  async model(options) {
    const { backend, values, seed, data } = options;
    // The first picture's shader compiles while a million points are drawn; whoever needs it waits for it, and for its faults.
    prepareDirect(backend, 2).catch(() => undefined);
    const cloud = await loadPoints(values, seed, data, options);
    return new KernelScoreModel(options, cloud, pointsBox(values, data));
  },
});
