// What theory says of θ² + ψ² over rounds, followed through every change of a setting for as long as it may be said.
// MATHS.md 4.2 to 4.4.
import { objectives } from '../../math/dirac-objective';
import type { Matrix } from '../../math/spectrum';
import type { Settings } from './settings';
import { operatorOf, predictedRadius, stepsOfRound } from './theory/linearisation';
import { fieldDeviation, steepestTurn } from './theory/nonlinearity';

export interface EnergyFactor {
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
export function energyFactor(settings: Settings, energy: number): EnergyFactor | undefined {
  const { rule, pace } = settings;
  const operator = operatorOf(settings);
  if (!operator || (rule.sampled && pace.sigma > 0)) return undefined;
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
  const moved = Math.max(pace.h, pace.hD) * stepsOfRound(settings) * fieldDeviation(settings, energy);
  return { logFactor, exact: false, error: (2 * moved) / Math.min(1, radius), swing: swingOf(operator) };
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

/** Whether the quadratic form of G7 is conserved, or undefined. */
export function conservesForm({ rule, pace }: Settings): boolean {
  const linear = objectives[rule.objective].id === 'wgan' && rule.variant !== 'wgangp';
  const undamped = rule.variant === 'plain' || rule.variant === 'ns' || (rule.variant === 'noise' && !rule.sampled);
  const c = Math.sqrt(pace.h * pace.hD * pace.generatorSteps * pace.discriminatorSteps);
  return rule.scheme === 'alternating' && linear && undamped && c < 2;
}
