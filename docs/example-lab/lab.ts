// A lab to begin from: climbers on the log density of a Gaussian. The steps of making one are in the README.
import { particleLimits } from '../../src/experiment/limits';
import type { Claim } from '../../src/experiment/claim-book';
import { within } from '../../src/experiment/claims';
import { defineLab } from '../../src/experiment/define-lab';
import { plainAxes } from '../../src/data/axes';
import { float32 } from '../../src/math/rounding';
import { ClimbingModel, factorOf, type ClaimContext } from './model';
import { parameters } from './parameters';

/** Climbers that a CPU in double precision moves at a pace one can watch. */
const REFERENCE_CLIMBERS = 4096;

const contraction: Claim<ClaimContext> = {
  id: 'E1',
  statement: 'a step brings every climber nearer to the mode by |1 − γ/σ²|',
  tex: '\\lVert x_{n+1}\\rVert=\\lvert 1-\\gamma/\\sigma^2\\rvert\\,\\lVert x_n\\rVert',
  on: 'a copy of the run, one step ahead',
  excuse: ({ radius }) => (radius > 1e-18 ? undefined : 'the squares of the distances have left float32'),
  async check({ values, radius, radiusAhead }) {
    const { step, sigma } = values;
    // x and γ s(x) are rounded, and so is their sum; σ⁻² and γ came rounded to the device.
    const rounding = 6 * float32.unit * (1 + step / sigma ** 2);
    return within((await radiusAhead()) / radius, Math.abs(factorOf(values)), rounding);
  },
};

export default defineLab(parameters, {
  id: 'example-lab',
  title: 'Climbers',
  lead: 'Every particle follows the score uphill. Below γ = 2σ² it arrives; beyond, each step throws it farther out.',
  particles: 'climbers',
  work: 'climber-steps',
  presets: [
    {
      id: 'still',
      label: 'Arrives in one step',
      doc: 'At γ = σ² a single step ends at the mode.',
      values: { step: 1 },
    },
    {
      id: 'beyond',
      label: 'Beyond the limit',
      doc: 'At γ = 2.1 σ² every step throws the climbers farther out.',
      values: { step: 2.1 },
    },
  ],
  suggestions: [{ text: 'Take a step', link: 'just below the limit', values: { step: 1.9 } }],
  about: [{ text: 'The map of a step is linear, and its eigenvalue is' }, { tex: '1-\\gamma/\\sigma^2' }],
  claims: [contraction],
  stage: {
    axes: () => plainAxes(),
    picture: {
      layers: [],
      fieldName: 'log p',
      contours: { wide: 'target', narrow: 'target' },
    },
    view: () => ({ minX: -4, maxX: 4, minY: -4, maxY: 4 }),
  },
  limits: (backend) => particleLimits(backend, 'climbers', REFERENCE_CLIMBERS),
  model: (options) => new ClimbingModel(options),
});
