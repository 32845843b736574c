// Nonlinear orbits in closed form: periods of the flow, the cycle of WGAN-GP, the conserved form of alternating WGAN,
// slow drifts. MATHS.md 4.2, 4.4, 4.6.
import { objectives, type ObjectiveId } from './dirac-objective';
import type { Pace, Settings } from './dirac-scheme';

/** Nodes of the trapezoidal rule; exponentially convergent, because the integrand is smooth and periodic. */
const NODES = 512;

/** T(r²) = ∫ dφ / f′(½ r² sin 2φ), undefined where f′ reaches 0 on the circle. */
export function flowPeriod(objective: ObjectiveId, radiusSquared: number): number | undefined {
  const { slope } = objectives[objective];
  let sum = 0;
  for (let k = 0; k < NODES; k++) {
    const speed = slope(0.5 * radiusSquared * Math.sin((4 * Math.PI * k) / NODES));
    if (speed <= 0) return undefined;
    sum += 1 / speed;
  }
  return (2 * Math.PI * sum) / NODES;
}

export interface GradientPenaltyCycle {
  /** |θ| where the cycle crosses ψ = 0. */
  readonly crossing: number;
  readonly period: number;
}

/** The attracting cycle of WGAN-GP in continuous time; undefined where it is overdamped. */
export function gradientPenaltyCycle(a: number, gamma: number, g0: number): GradientPenaltyCycle | undefined {
  const square = a * a - (gamma * gamma) / 4;
  if (square <= 0 || gamma <= 0) return undefined;
  const omega = Math.sqrt(square);
  return { crossing: (gamma * g0) / a / Math.tanh((Math.PI * gamma) / (4 * omega)), period: (2 * Math.PI) / omega };
}

/** |θ| at which overdamped WGAN-GP sticks, with ψ = 0. */
export function stickingPoint(a: number, gamma: number, g0: number): number {
  return (gamma * g0) / a;
}

/** Coefficients of aθ² + bθψ + cψ². */
export interface QuadraticForm {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export const energyForm: QuadraticForm = { a: 1, b: 0, c: 1 };

/** What alternating steps on a linear f conserve: θ² + ψ² − cθψ for equal steps. */
export function conservedForm({ h, hD, generatorSteps, discriminatorSteps }: Pace): QuadraticForm {
  const generator = generatorSteps * h;
  const discriminator = discriminatorSteps * hD;
  const mean = Math.sqrt(generator * discriminator);
  return { a: discriminator / mean, b: -mean, c: generator / mean };
}

/** Whether these settings conserve it: alternating steps on a linear f without damping, below c = 2. */
export function conservesForm({ rule, pace }: Settings): boolean {
  const undamped = ['plain', 'ns'].includes(rule.variant) || (rule.variant === 'noise' && !rule.sampled);
  return rule.scheme === 'alternating' && rule.objective === 'wgan' && undamped && combinedStep(pace, 1) < 2;
}

export function formValue({ a, b, c }: QuadraticForm, theta: number, psi: number): number {
  return a * theta * theta + b * theta * psi + c * psi * psi;
}

/** c = √(n_G n_D h_G h_D) f′(0): the only number that the undamped alternating spectrum depends on. */
export function combinedStep({ h, hD, generatorSteps, discriminatorSteps }: Pace, slope: number): number {
  return Math.sqrt(h * generatorSteps * hD * discriminatorSteps) * slope;
}

/** Angle that alternating steps turn by in one round, c < 2. */
export function alternatingAngle(c: number): number {
  return 2 * Math.asin(c / 2);
}

/** u = r² of the non-saturating logistic flow after time t. */
export function nonSaturatingDecay(start: number, time: number): number {
  return start / (1 + (start * time) / 8);
}

/** r² at which simultaneous steps of the non-saturating game stay. */
export function nonSaturatingFloor(objective: ObjectiveId, h: number): number {
  const { slopeAtZero, curvatureAtZero } = objectives[objective];
  return (2 * h * slopeAtZero * slopeAtZero) / Math.abs(curvatureAtZero);
}
