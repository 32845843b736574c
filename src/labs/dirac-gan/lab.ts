// The Dirac-GAN: what converges, what circles, what explodes, and the eigenvalues that say why. MATHS.md 4.
import { plainAxes } from '../../data/axes';
import { particleLimits } from '../../experiment/limits';
import { defineLab } from '../../experiment/define-lab';
import { about } from './about';
import { claims } from './claims';
import { DiracModel } from './model';
import { parameters } from './parameters';
import { presets, suggestions } from './presets';
import { readInitial, startRadius } from './start';

/** Trajectories that a CPU in double precision moves at a pace one can watch. */
const REFERENCE_TRAJECTORIES = 4096;

export default defineLab(parameters, {
  id: 'dirac-gan',
  title: 'Dirac-GAN',
  lead: 'Two players, two numbers. Simultaneous steps spiral out, alternating steps circle, and the spectrum says when noise or a penalty makes them meet.',
  particles: 'trajectories',
  work: 'trajectory-steps',
  presets,
  suggestions,
  about,
  claims,
  stage: {
    axes: () => plainAxes(['θ', 'ψ']),
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
    view(values, data) {
      // Around the equilibrium, with the start well inside.
      const half = 1.6 * Math.max(startRadius(values, readInitial(data)), 1e-3);
      return { minX: -half, maxX: half, minY: -half, maxY: half };
    },
    place: (x, y) => ({ init: 'point', theta0: placed(x), psi0: placed(y) }),
  },
  limits: (backend) => particleLimits(backend, 'trajectories', REFERENCE_TRAJECTORIES),
  model: (options) => new DiracModel(options),
});

/** Within the range of the parameter, to a thousandth. */
function placed(value: number): number {
  return Math.min(10, Math.max(-10, Number(value.toFixed(3)))) + 0;
}
