// What theory says of θ² + ψ² over rounds, followed through every change of a setting for as long as it may be said, and how
// far the game is from its linearisation there. MATHS.md 4.1 to 4.5.
import { diracField } from './dirac-field';
import { isSmooth, linearise, operatorOf, predictedRadius } from './dirac-linearisation';
import { objectives } from './dirac-objective';
import { gradientsPerRound, type Settings } from './dirac-scheme';
import type { Matrix } from './spectrum';

const ANGLES = 32;

/** Largest |v − v′(0)z| / |z| on the circle θ² + ψ² = `energy`, of a smooth field. */
export function fieldDeviation({ rule, pace }: Settings, energy: number): number {
  const { slope, dampingG, dampingD } = linearise(rule, pace);
  const radius = Math.sqrt(energy);
  let most = 0;
  for (let k = 0; k < ANGLES; k++) {
    const angle = (2 * Math.PI * (k + 0.5)) / ANGLES;
    const [theta, psi] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    const [vTheta, vPsi] = diracField({ ...rule, sampled: false }, pace, theta, psi);
    const offTheta = vTheta + dampingG * theta + slope * psi;
    const offPsi = vPsi - slope * theta + dampingD * psi;
    most = Math.max(most, Math.hypot(offTheta, offPsi) / radius);
  }
  return Number.isNaN(most) ? Infinity : most;
}

/** How fast v changes on the way round the circle θ² + ψ² = `energy` without damping, at most: |f′| + |f″| r². */
function steepestTurn({ rule }: Settings, energy: number): number {
  const { slope, curvature } = objectives[rule.objective];
  // Monotone on either side, so that the ends of θψ on the circle tell; the hinge bends at 1.
  if (rule.objective === 'hinge' && energy >= 2) return Infinity;
  const at = (t: number): number => Math.abs(slope(t)) + Math.abs(curvature(t)) * energy;
  return Math.max(at(-energy / 2), at(0), at(energy / 2));
}

interface EnergyFactor {
  /** log of the factor on θ² + ψ² in one round. */
  readonly logFactor: number;
  /** For every start, or only for small ones. */
  readonly exact: boolean;
  /** By how much log θ² + ψ² may go another way in one round, at the distance asked for. */
  readonly error: number;
  /** By how much it swings about the law without leaving it, because orbits are ellipses. */
  readonly swing: number;
}

/** At a distance of √energy; undefined where there is no such law. */
function energyFactor(settings: Settings, energy: number): EnergyFactor | undefined {
  const { rule, pace } = settings;
  if (!isSmooth(settings) || (rule.sampled && pace.sigma > 0)) return undefined;
  const undamped = rule.variant === 'plain' || (rule.variant === 'noise' && rule.objective === 'wgan');
  const linear = rule.objective === 'wgan' && (undamped || rule.variant === 'ns');
  const equalSteps = pace.h === pace.hD;
  const radius = predictedRadius(settings);
  const logFactor = 2 * Math.log(radius);
  if (linear && rule.scheme !== 'alternating' && equalSteps) return { logFactor, exact: true, error: 0, swing: 0 };
  if (rule.scheme === 'flow' && rule.variant === 'plain' && equalSteps) {
    // The flow conserves it; a step of the integrator errs in the fifth order.
    const error = (pace.h * steepestTurn(settings, energy)) ** 5 / 60;
    return { logFactor: 0, exact: true, error, swing: 0 };
  }
  const moved = Math.max(pace.h, pace.hD) * gradientsPerRound(settings) * fieldDeviation(settings, energy);
  return { logFactor, exact: false, error: (2 * moved) / Math.min(1, radius), swing: swingOf(operatorOf(settings)) };
}

/** log of the largest over the smallest θ² + ψ² on an orbit of a linear map, its growth left out; ∞ where it does not turn. */
function swingOf([a, b, c, d]: Matrix): number {
  if (((a - d) / 2) ** 2 + b * c >= 0) return Infinity;
  const [mean, half] = [Math.abs(c - b) / 2, Math.hypot((c + b) / 2, (d - a) / 2)];
  return Math.log((mean + half) / (mean - half));
}

/** The law along a run: where it stands, whether every round so far had an exact one, and how far off log θ² + ψ² may be. */
export interface EnergyLaw {
  readonly logEnergy: number;
  readonly exact: boolean;
  /** Of all rounds so far, and of the ellipse in force. */
  readonly error: number;
  readonly swing: number;
}

export function startEnergyLaw(energy: number): EnergyLaw | undefined {
  if (!(energy > 0 && Number.isFinite(energy))) return undefined;
  return { logEnergy: Math.log(energy), exact: true, error: 0, swing: 0 };
}

export function advanceEnergyLaw(
  law: EnergyLaw | undefined,
  settings: Settings,
  rounds: number,
): EnergyLaw | undefined {
  if (!law || rounds === 0) return law;
  const next = energyFactor(settings, Math.exp(law.logEnergy));
  if (!next) return undefined;
  const logEnergy = law.logEnergy + rounds * next.logFactor;
  // The error of the farthest round holds for all.
  const error = Math.max(next.error, energyFactor(settings, Math.exp(logEnergy))?.error ?? Infinity);
  const left = next.swing === law.swing ? 0 : law.swing;
  return { logEnergy, exact: law.exact && next.exact, error: law.error + left + rounds * error, swing: next.swing };
}

/** What may be off is not shown: a tenth. */
const MOST_ERROR = 0.1;
/** Squares of the least and of about the largest number of float32. */
const MOST_LOG = 252 * Math.LN2;

/** θ² + ψ² by the law, NaN where a run may be elsewhere. */
export function lawfulEnergy(law: EnergyLaw | undefined): number {
  const told = law && law.error + law.swing <= MOST_ERROR && Math.abs(law.logEnergy) <= MOST_LOG;
  return told ? Math.exp(law.logEnergy) : Number.NaN;
}
