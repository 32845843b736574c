// Score matching: a network trained on the device, held against the score that it cannot beat. MATHS.md 3.5, 3.6.
import { defineLab } from '../../experiment/define-lab';
import { particleLimits, pointLimits } from '../../experiment/limits';
import { loadPoints, pointAxes, pointsBox } from '../../experiment/point-cloud';
import { networkIn, readNetworkFile, wordsOf } from '../../train/networks';
import { about } from './about';
import { claims } from './claims';
import { ScoreMatchingModel } from './model';
import { modelOf, noiseLevels, parameters, type Values } from './parameters';
import { presets, suggestions } from './presets';

/** Chains and points that a CPU in double precision handles at a pace one can watch. */
const REFERENCE = { chains: 256, points: 2048 } as const;

export default defineLab(parameters, {
  id: 'score-matching',
  title: 'Score matching',
  lead: 'A network learns the score of noisy data from samples alone. Its loss cannot fall below C, and what it has beyond C is its error.',
  particles: 'chains',
  work: 'chain-steps',
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
        { id: 'arrows', label: 'score arrows', shown: true },
        { id: 'data', label: 'data', shown: false },
        { id: 'run', label: 'chains', shown: true },
        { id: 'paths', label: 'trails', shown: false },
      ],
      fieldName: 'log q',
      contours: { wide: 'density: lines around 10 to 99 % of its mass', narrow: 'density' },
    },
    view: pointsBox,
  },
  ownPoints: { data: 'upload' },
  networks: {
    ofCheckpoint: (values, checkpoint) =>
      wordsOf(networkIn(modelOf(values as Values), checkpoint, noiseLevels(values as Values))),
    read: readNetworkFile,
  },
  limits: (backend) => [
    ...particleLimits(backend, 'chains', REFERENCE.chains),
    ...pointLimits(backend, REFERENCE.points),
  ],
  async model(options) {
    const { values, seed, data } = options;
    return new ScoreMatchingModel(options, await loadPoints(values, seed, data, options));
  },
});
