// Step limits and the best damping in closed form. MATHS.md 4.5, 4.6. Here b is half the damping of the discriminator:
// b = −f″(0)σ² for instance noise, γ/2 for R1 and R2.
import { isSmooth, linearise } from './dirac-linearisation';
import type { Settings } from './dirac-scheme';

/** Largest step of the simultaneous scheme; 0 where b ≤ 0. */
export function simultaneousLimit(a: number, b: number): number {
  if (b <= 0) return 0;
  return b <= a ? (2 * b) / (a * a) : 2 / (b + Math.sqrt(b * b - a * a));
}

/** Largest step of the alternating scheme with one step each; 2/a where b = 0, 0 where b < 0. */
export function alternatingLimit(a: number, b: number): number {
  return b < 0 ? 0 : 2 / (b + Math.hypot(a, b));
}

/** b of the smallest spectral radius |1 − ha| at a given h, 0 < ha < 2. */
export function bestDamping(scheme: 'simultaneous' | 'alternating', a: number, h: number): number {
  return scheme === 'simultaneous' ? a : a * (1 - (h * a) / 2);
}

/** Step limits of consensus optimisation. */
export function consensusLimit(scheme: 'simultaneous' | 'alternating', a: number, gamma: number): number {
  if (gamma <= 0) return scheme === 'alternating' && gamma === 0 ? 2 / a : 0;
  return scheme === 'simultaneous' ? (2 * gamma) / (1 + gamma * gamma * a * a) : 2 / (a * (1 + gamma * a));
}

/** The largest step where there is a closed form: equal steps, one of each. */
export function stepLimit(settings: Settings): number | undefined {
  const { rule, pace } = settings;
  const { scheme } = rule;
  if (pace.h !== pace.hD || !isSmooth(settings) || (scheme !== 'simultaneous' && scheme !== 'alternating'))
    return undefined;
  if (scheme === 'alternating' && pace.generatorSteps * pace.discriminatorSteps !== 1) return undefined;
  const { slope, dampingD } = linearise(rule, pace);
  if (rule.variant === 'consensus') return consensusLimit(scheme, slope, pace.gamma);
  return (scheme === 'simultaneous' ? simultaneousLimit : alternatingLimit)(slope, dampingD / 2);
}

/** Largest h_G of the simultaneous scheme with h_D = ratio · h_G: both h_G a² < 2b and 4 − 4h_D b + h_G h_D a² > 0. */
export function twoStepLimit(a: number, b: number, ratio: number): number {
  if (b <= 0) return 0;
  const discriminant = b * b - (a * a) / ratio;
  const complex = (2 * b) / (a * a);
  return discriminant < 0 ? complex : Math.min(complex, 2 / ratio / (b + Math.sqrt(discriminant)));
}

/** |λ|² of the extragradient scheme, c = h f′(0). */
export function extragradientModulus(c: number): number {
  return 1 - c * c + c ** 4;
}

/** Factor on θ² + ψ² of one Runge–Kutta step on a linear f. */
export function rungeKuttaFactor(c: number): number {
  return 1 - c ** 6 / 72 + c ** 8 / 576;
}
