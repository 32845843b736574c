// What rounding does to a round of the game: the operations that are really there, with `math/rounding.ts`. MATHS.md 0.2.
import { majorantOf, operatorOf } from './dirac-linearisation';
import { gradientsPerRound, type Settings } from './dirac-scheme';
import { float32, float64, type Rounding } from './rounding';
import { spectrumErrors, type Matrix, type SpectrumErrors } from './spectrum';

/** The settings, and the arithmetic that rounds them were computed in. */
export interface Computed {
  readonly settings: Settings;
  readonly rounding: Rounding;
}

/**
 * How far from the equilibrium the points of a difference quotient may come on their way through a round, σ times as far under
 * noise: f is linear there to LINEAR². The equilibrium is the origin, so nothing cancels however near they begin.
 */
export const LINEAR = 2 ** -20;
/** Nearer than that float32 has no room for what a round makes smaller. */
const NEAREST = 2 ** -80;

/** By how much a round takes a point away from the equilibrium at most, on its way too, and the noise with it. */
function reach(settings: Settings): number {
  return Math.max(1, settings.pace.sigma) * Math.max(1, ...majorantOf(settings));
}

/** Whether the Jacobian of a round can be measured: the points stay where f is linear. */
export function resolvesRound(settings: Settings): boolean {
  return NEAREST * reach(settings) <= LINEAR;
}

/** Half the distance of the points of a round's difference quotient: a power of two. */
export function roundSpacing(settings: Settings): number {
  return Math.max(NEAREST, 2 ** Math.floor(Math.log2(LINEAR / reach(settings))));
}

/** Roundings of a step that differ from round to round: t, two products for each player, two sums, and the damping's. */
export const ROUNDINGS = 8;

/** A division, 2.5 units in the last place. */
const DIVISION = 5;

/** Units by which f′ at t may be wrong, relative to f′: only where f has an exponential or a division does one count. */
export function slopeUnits({ settings }: Computed, t: number): number {
  const exponent = Math.min(87, Math.abs(t));
  const exponential = float32.exponential(exponent) / float32.unit + exponent;
  switch (settings.rule.objective) {
    case 'wgan':
    case 'hinge':
      return 0;
    case 'lsgan':
      return 1 + Math.abs(t / (1 - t));
    case 'exp':
      return exponential;
    case 'logistic':
      return exponential / (1 + Math.exp(-t)) + 1 + DIVISION;
    case 'softplus':
      return exponential / (1 + Math.exp(t)) + 1 + DIVISION;
  }
}

/** Relative error of `steps` steps' part of the operator: what is the same in each step counts fully, the rest like chance. */
function ofSteps(computed: Computed, steps: number): number {
  const { rounding, settings } = computed;
  // f″ is made of f′, and under noise both are means of three nodes.
  const systematic = (settings.rule.variant === 'noise' ? 4 : 2) * slopeUnits(computed, 0);
  const ofPrediction = float64.operations(ROUNDINGS * steps);
  const truncation = steps * LINEAR * LINEAR;
  return rounding.operations(ROUNDINGS * steps) + rounding.repeated(systematic * steps) + ofPrediction + truncation;
}

/** Relative to `majorantOf`, of each entry of a measured operator. */
export function roundError(computed: Computed): number {
  return ofSteps(computed, gradientsPerRound(computed.settings));
}

/** Relative to its terms, of each entry of v′(0). */
export function fieldError(computed: Computed): number {
  return ofSteps(computed, 1);
}

/** Of the eigenvalues of the operator at these settings. */
export function operatorErrors(computed: Computed, operator: Matrix = operatorOf(computed.settings)): SpectrumErrors {
  return spectrumErrors(operator, majorantOf(computed.settings), roundError(computed));
}

/** Of the determinant of the operator at these settings. */
export function determinantError(computed: Computed): number {
  const [a, b, c, d] = majorantOf(computed.settings);
  return 2 * roundError(computed) * (a * d + b * c);
}
