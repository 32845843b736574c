// Langevin chains: noise turns hill climbing into sampling. MATHS.md 3.1.
import type { Backend } from '../../compute/backend';
import type { Box } from '../../targets/target';
import type { Lab, ParameterValues, RunData, StartOptions } from '../lab';
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
  limits,
  view,
  async start(options: StartOptions) {
    readSettings(options.params, options.data); // refuse before anything is allocated
    const run = new LangevinRun(options);
    try {
      await run.begin(options.resume);
    } catch (error) {
      run.dispose();
      throw error;
    }
    return run;
  },
};

export default langevin;

function limits(backend: Backend): ReturnType<NonNullable<Lab['limits']>> {
  const onDevice = Math.floor(backend.limits.maxElements / 2);
  const most = backend.kind === 'webgpu' ? onDevice : Math.min(onDevice, REFERENCE_CHAINS);
  const why = backend.kind === 'webgpu' ? 'as many as this device holds' : 'as many as the CPU moves fluently';
  return [{ key: 'chains', most, sentence: `Chains limited to ${most.toLocaleString('en-GB')}, ${why}.` }];
}

/** The target's domain with a tenth of margin, so that tails and axes have room. */
function view(params: ParameterValues, data: RunData): Box {
  const { minX, maxX, minY, maxY } = readTarget(params, data).domain;
  const [x, y] = [(maxX - minX) * 0.05, (maxY - minY) * 0.05];
  return { minX: minX - x, maxX: maxX + x, minY: minY - y, maxY: maxY + y };
}
