// How far the game is from its linearisation at a distance from the equilibrium. MATHS.md 4.1, 4.2, 4.5.
import { diracField } from '../../../math/dirac-field';
import { objectives } from '../../../math/dirac-objective';
import type { Settings } from '../settings';
import { linearise } from './linearisation';

const ANGLES = 32;

/** Largest |v − v′(0)z| / |z| on the circle θ² + ψ² = `energy`; NaN without a linearisation. */
export function fieldDeviation({ rule, pace }: Settings, energy: number): number {
  const linear = linearise(rule, pace);
  if (!linear) return Number.NaN;
  const radius = Math.sqrt(energy);
  let most = 0;
  for (let k = 0; k < ANGLES; k++) {
    const angle = (2 * Math.PI * (k + 0.5)) / ANGLES;
    const [theta, psi] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    const [vTheta, vPsi] = diracField({ ...rule, sampled: false }, pace, theta, psi);
    const offTheta = vTheta + linear.dampingG * theta + linear.slope * psi;
    const offPsi = vPsi - linear.slope * theta + linear.dampingD * psi;
    most = Math.max(most, Math.hypot(offTheta, offPsi) / radius);
  }
  return Number.isNaN(most) ? Infinity : most;
}

/** How fast v changes on the way round the circle θ² + ψ² = `energy` without damping, at most: |f′| + |f″| r². */
export function steepestTurn({ rule }: Settings, energy: number): number {
  const { slope, curvature } = objectives[rule.objective];
  // Monotone on either side, so that the ends of θψ on the circle tell; the hinge bends at 1.
  if (rule.objective === 'hinge' && energy >= 2) return Infinity;
  const at = (t: number): number => Math.abs(slope(t)) + Math.abs(curvature(t)) * energy;
  return Math.max(at(-energy / 2), at(0), at(energy / 2));
}
