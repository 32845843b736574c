// The Dirac-GAN: what converges, what circles, what explodes, and the eigenvalues that say why. MATHS.md 4.
import { plainAxes } from '../../data/axes';
import type { Box } from '../../targets/target';
import type { Lab, ParameterValues, RunData, StartOptions } from '../../experiment/lab';
import { begun, particleLimits } from '../../experiment/begin';
import { about } from './about';
import { parameters } from './parameters';
import { presets, suggestions } from './presets';
import { DiracRun } from './run';
import { readStart } from './settings';
import { readInitial } from './start';

/** Trajectories that a CPU in double precision moves at a pace one can watch. */
const REFERENCE_TRAJECTORIES = 4096;

const diracGan: Lab = {
  id: 'dirac-gan',
  title: 'Dirac-GAN',
  lead: 'Two players, two numbers. Simultaneous steps spiral out, alternating steps circle, and the spectrum says when noise or a penalty makes them meet.',
  axes: () => plainAxes(['θ', 'ψ']),
  work: 'trajectory-steps',
  parameters,
  presets,
  suggestions,
  about,
  picture: {
    layers: [
      { id: 'arrows', label: 'vector field', shown: true },
      { id: 'paths', label: 'trails', shown: true },
      { id: 'contours', label: 'circles', shown: false },
    ],
    fieldName: '−½r²',
    contours: { wide: 'circles of θ² + ψ²', narrow: 'circles' },
    magnifies: true,
  },
  limits: (backend) => particleLimits(backend, 'trajectories', REFERENCE_TRAJECTORIES),
  place: (x, y) => ({ init: 'point', theta0: placed(x), psi0: placed(y) }),
  view,
  async start(options: StartOptions) {
    readInitial(options.data); // refuse before anything is allocated
    return begun(new DiracRun(options), options.resume);
  },
};

export default diracGan;

/** Within the range of the parameter, to a thousandth. */
function placed(value: number): number {
  return Math.min(10, Math.max(-10, Number(value.toFixed(3)))) + 0;
}

/** Around the equilibrium, with the start well inside. */
function view(params: ParameterValues, data: RunData): Box {
  const { kind, theta, psi, radius } = readStart(params);
  const initial = readInitial(data);
  const far = initial
    ? initial.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    : kind === 'point'
      ? Math.hypot(theta, psi)
      : radius;
  const half = 1.6 * Math.max(far, 1e-3);
  return { minX: -half, maxX: half, minY: -half, maxY: half };
}
