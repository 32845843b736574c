// Langevin chains: noise turns hill climbing into sampling. MATHS.md 3.1.
import type { Box } from '../../targets/target';
import type { Lab, ParameterValues, RunData, StartOptions } from '../lab';
import { begun, particleLimits } from '../begin';
import { about } from './about';
import { parameters } from './parameters';
import { presets, suggestions } from './presets';
import { LangevinRun } from './run';
import { readSettings, readTarget } from './settings';

/** Chains that a CPU in double precision moves at a pace one can watch. */
const REFERENCE_CHAINS = 4096;

const langevin: Lab = {
  id: 'langevin',
  title: 'Langevin chains',
  lead: 'Noise turns hill climbing into sampling. Switch it off and watch the law collapse onto its modes.',
  axes: ['x', 'y'],
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
  limits: (backend) => particleLimits(backend, 'chains', REFERENCE_CHAINS),
  view,
  async start(options: StartOptions) {
    readSettings(options.params, options.data); // refuse before anything is allocated
    return begun(new LangevinRun(options), options.resume);
  },
};

export default langevin;

/** The target's domain with a tenth of margin, so that tails and axes have room. */
function view(params: ParameterValues, data: RunData): Box {
  const { minX, maxX, minY, maxY } = readTarget(params, data).domain;
  const [x, y] = [(maxX - minX) * 0.05, (maxY - minY) * 0.05];
  return { minX: minX - x, maxX: maxX + x, minY: minY - y, maxY: maxY + y };
}
