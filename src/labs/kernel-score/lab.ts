// Kernel scores: what a bandwidth does, and what it costs. MATHS.md 3.2 to 3.5.
import type { Lab, StartOptions } from '../../experiment/lab';
import { prepareDirect } from '../../score/direct-sums';
import { begun, pointLimits } from '../../experiment/begin';
import { loadPoints, pointAxes, pointsBox } from '../../experiment/point-cloud';
import { readPointSettings } from '../../experiment/point-parameters';
import { about } from './about';
import { parameters } from './parameters';
import { presets, suggestions } from './presets';
import { KernelScoreRun } from './run';

/** Points whose sums a CPU in double precision forms at a pace one can watch. */
const REFERENCE_POINTS = 2048;

const kernelScore: Lab = {
  id: 'kernel-score',
  title: 'Kernel scores',
  lead: 'A Gaussian at every point makes a density, and its slope is a score. The bandwidth σ decides what it sees.',
  axes: (params) => pointAxes(readPointSettings(params)),
  work: 'particle-steps',
  parameters,
  presets,
  suggestions,
  about,
  picture: {
    layers: [
      { id: 'heat', label: 'heat map', shown: true },
      { id: 'contours', label: 'contours', shown: false },
      { id: 'arrows', label: 'score arrows', shown: false },
      { id: 'run', label: 'data', shown: true },
      { id: 'twin', label: 'particles', shown: true },
    ],
    fieldName: 'log q',
    contours: { wide: 'density: lines around 10 to 99 % of its mass', narrow: 'density' },
  },
  ownPoints: { data: 'upload' },
  limits: (backend) => pointLimits(backend, REFERENCE_POINTS),
  view: (params, data) => pointsBox(readPointSettings(params), data),
  async start(options: StartOptions) {
    const { backend, params, seed, data } = options;
    const settings = readPointSettings(params);
    // The first picture's shader compiles while a million points are drawn; whoever needs it waits for it, and for its faults.
    prepareDirect(backend, 2).catch(() => undefined);
    const cloud = await loadPoints(settings, seed, data, options);
    return begun(new KernelScoreRun(options, cloud, pointsBox(settings, data)), options.resume);
  },
};

export default kernelScore;
