// What theory says of θ² + ψ² over rounds, followed through every change of a setting. MATHS.md 4.2 to 4.4.
import { objectives } from '../../math/dirac-objective';
import type { Settings } from './settings';
import { predictedRadius } from './theory/linearisation';

export interface EnergyFactor {
  /** log of the factor on θ² + ψ² in one round. */
  readonly logFactor: number;
  /** For every start, or only for small ones. */
  readonly exact: boolean;
}

/** Undefined where there is no linearisation. */
export function energyFactor(settings: Settings): EnergyFactor | undefined {
  const { rule, pace } = settings;
  const undamped = rule.variant === 'plain' || (rule.variant === 'noise' && rule.objective === 'wgan' && !rule.sampled);
  const equalSteps = pace.h === pace.hD;
  if (rule.scheme === 'flow' && undamped && equalSteps) return { logFactor: 0, exact: true };
  const linear = rule.objective === 'wgan' && (undamped || rule.variant === 'ns');
  const turning = rule.scheme === 'simultaneous' || rule.scheme === 'extragradient';
  const radius = predictedRadius(settings);
  if (Number.isNaN(radius)) return undefined;
  return { logFactor: 2 * Math.log(radius), exact: linear && turning && equalSteps };
}

/** The law along a run: where it stands, and whether every round so far had an exact one. */
export interface EnergyLaw {
  readonly logEnergy: number;
  readonly exact: boolean;
}

export function startEnergyLaw(energy: number): EnergyLaw | undefined {
  return energy > 0 && Number.isFinite(energy) ? { logEnergy: Math.log(energy), exact: true } : undefined;
}

export function advanceEnergyLaw(
  law: EnergyLaw | undefined,
  settings: Settings,
  rounds: number,
): EnergyLaw | undefined {
  const factor = energyFactor(settings);
  return law && factor && { logEnergy: law.logEnergy + rounds * factor.logFactor, exact: law.exact && factor.exact };
}

/** Whether the quadratic form of G7 is conserved, or undefined. */
export function conservesForm({ rule, pace }: Settings): boolean {
  const linear = objectives[rule.objective].id === 'wgan' && rule.variant !== 'wgangp';
  const undamped = rule.variant === 'plain' || rule.variant === 'ns' || (rule.variant === 'noise' && !rule.sampled);
  const c = Math.sqrt(pace.h * pace.hD * pace.generatorSteps * pace.discriminatorSteps);
  return rule.scheme === 'alternating' && linear && undamped && c < 2;
}
