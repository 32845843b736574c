// Langevin chains: noise turns hill climbing into sampling. MATHS.md 3.1.
import { plainAxes, type Axes } from '../../data/axes';
import { penguinPoints } from '../../data/penguin-points';
import type { Box } from '../../targets/target';
import type { Lab, ParameterValues, RunData, StartOptions } from '../../experiment/lab';
import { begun, particleLimits, pointLimits } from '../../experiment/begin';
import { loadPoints, planeOf, pointAxes, pointsBox } from '../../experiment/point-cloud';
import { readPointSettings } from '../../experiment/point-parameters';
import { about } from './about';
import { parameters } from './parameters';
import { presets, suggestions } from './presets';
import { LangevinRun } from './run';
import { isPointTarget, readSettings, readTarget } from './settings';

/** Chains that a CPU in double precision moves at a pace one can watch. */
const REFERENCE_CHAINS = 4096;
/** Points that each of them meets at every step. */
const REFERENCE_POINTS = 1024;

const langevin: Lab = {
  id: 'langevin',
  title: 'Langevin chains',
  lead: 'Noise turns hill climbing into sampling. Switch it off and watch the law collapse onto its modes.',
  axes,
  work: 'chain-steps',
  parameters,
  presets,
  suggestions,
  about,
  picture: {
    layers: [
      { id: 'contours', label: 'contours', shown: true },
      { id: 'arrows', label: 'score arrows', shown: false },
      { id: 'paths', label: 'paths', shown: false },
    ],
    fieldName: 'log p',
    contours: { wide: 'target: lines around 10 to 99 % of its mass', narrow: 'target' },
  },
  ownPoints: { target: 'data', data: 'upload' },
  limits: (backend) => [
    ...particleLimits(backend, 'chains', REFERENCE_CHAINS),
    ...pointLimits(backend, REFERENCE_POINTS),
  ],
  view,
  async start(options: StartOptions) {
    const { params, data, seed } = options;
    const cloud = isPointTarget(params) ? await loadPoints(readPointSettings(params), seed, data, options) : undefined;
    const points = cloud && planeOf(cloud);
    readSettings(params, data, points); // refuse before anything is allocated
    return begun(new LangevinRun(options, points), options.resume);
  },
};

export default langevin;

function axes(params: ParameterValues): Axes {
  if (isPointTarget(params)) return pointAxes(readPointSettings(params));
  return params['target'] === 'penguins' ? penguinPoints('flipper', 'bill').axes : plainAxes();
}

/** The points as the kernel-score lab shows them, or the target's domain with a tenth of margin, so that tails and axes have room. */
function view(params: ParameterValues, data: RunData): Box {
  if (isPointTarget(params)) return pointsBox(readPointSettings(params), data);
  const { minX, maxX, minY, maxY } = readTarget(params, data).domain;
  const [x, y] = [(maxX - minX) * 0.05, (maxY - minY) * 0.05];
  return { minX: minX - x, maxX: maxX + x, minY: minY - y, maxY: maxY + y };
}
