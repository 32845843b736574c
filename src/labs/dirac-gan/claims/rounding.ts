// What rounding does to a round of the game: the operations that are really there, with `math/rounding.ts`. MATHS.md 0.2.
import { float32, float64, type Rounding } from '../../../math/rounding';
import { spectrumErrors, type Matrix, type SpectrumErrors } from '../../../math/spectrum';
import { outside, type Outcome } from '../../../experiment/claims';
import { LINEAR, resolvesRound } from '../probe';
import { majorantOf, stepsOfRound } from '../theory/linearisation';
import type { ClaimContext } from './context';

/** Of the numbers that the device, or the reference backend, computes with. */
export function arithmetic({ probe }: ClaimContext): Rounding {
  return probe.single ? float32 : float64;
}

/** Roundings of a step that differ from round to round: t, two products for each player, two sums, and the damping's. */
export const ROUNDINGS = 8;

/** A division, 2.5 units in the last place. */
const DIVISION = 5;

/** Units by which f′ at t may be wrong, relative to f′: only where f has an exponential or a division does one count. */
export function slopeUnits({ settings }: ClaimContext, t: number): number {
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

/** Relative error of one step's part of the operator: what is the same in each step counts fully, the rest like chance. */
function ofSteps(context: ClaimContext, steps: number): number {
  const [rounding, slope] = [arithmetic(context), slopeUnits(context, 0)];
  // f″ is made of f′, and under noise both are means of three nodes.
  const systematic = context.settings.rule.variant === 'noise' ? 4 * slope : 2 * slope;
  const ofPrediction = float64.operations(ROUNDINGS * steps);
  const truncation = steps * LINEAR * LINEAR;
  return rounding.operations(ROUNDINGS * steps) + rounding.repeated(systematic * steps) + ofPrediction + truncation;
}

/** Relative to `majorantOf`, of each entry of a measured operator. */
export function roundError(context: ClaimContext): number {
  return ofSteps(context, stepsOfRound(context.settings));
}

/** Relative to its terms, of each entry of v′(0). */
export function fieldError(context: ClaimContext): number {
  return ofSteps(context, 1);
}

/** Of the eigenvalues of the operator at these settings. */
export function operatorErrors(context: ClaimContext, operator: Matrix): SpectrumErrors {
  return spectrumErrors(operator, majorantOf(context.settings) ?? operator, roundError(context));
}

/** Of the determinant of the operator at these settings. */
export function determinantError(context: ClaimContext): number {
  const [a, b, c, d] = majorantOf(context.settings) ?? [Number.NaN, 0, 0, 0];
  return 2 * roundError(context) * (a * d + b * c);
}

/** Where no difference quotient reaches. */
export function unresolved({ settings }: ClaimContext): Outcome | undefined {
  if (resolvesRound(settings)) return undefined;
  const most = Math.max(...(majorantOf(settings) ?? []));
  const power = Math.round(Math.log10(most)).toString();
  return outside(`one round multiplies a distance by about 10^${power}: it is measured nowhere in the range of f′(0)`);
}
