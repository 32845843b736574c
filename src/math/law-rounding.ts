// How far float32 carries the chains off the exact law on a Gaussian, followed beside that law. MATHS.md 0.2, 3.1.
import { float32 } from './rounding';
import { advanceLaw, gaussianMultipliers, type GaussianTarget, type Law } from './gaussian-law';
import { startLaw, type Start } from './start-law';

/** The exact law with a bound on what rounding may have moved a chain by, in data units. */
export interface FollowedLaw extends Law {
  readonly rounding: number;
}

/** Roundings of one step that repeat: the turn into the axes and back, γ, Σ⁻¹ and the sum. */
const STEP_ROUNDINGS = 10;

/** What is flushed to 0 is as wrong as the rounding of a number of this size. */
const FLOOR = float32.smallest / float32.unit;

/** Root mean square distance of the chains from the origin, as rounding sees it. */
function size({ mean, covariance }: Law): number {
  return Math.sqrt(mean[0] ** 2 + mean[1] ** 2 + covariance[0] + covariance[2]) + FLOOR;
}

export function followedStart(start: Start): FollowedLaw {
  const law = startLaw(start);
  return { ...law, rounding: float32.place(size(law)) };
}

/**
 * `advanceLaw` with its rounding: an error e becomes ae + δ at each step, |δ| ≤ 10 u (1 + γ/λ) |x|, a the larger multiplier.
 * The size of the cloud lies between those at both ends of the steps, because every term of the law is monotone.
 */
export function followLaw(
  before: FollowedLaw,
  target: GaussianTarget,
  step: number,
  noise: number,
  steps: number,
): FollowedLaw {
  const law = advanceLaw(before, target, step, noise, steps);
  const [narrow, wide] = gaussianMultipliers(target, step);
  const factor = Math.max(Math.abs(narrow), Math.abs(wide));
  const each = float32.repeated(STEP_ROUNDINGS) * (2 - narrow);
  const [begun, ended] = [size(before), size(law)];
  const added =
    factor < 1
      ? Math.min(steps, 1 / (1 - factor)) * Math.max(begun, ended)
      : steps * Math.max(factor ** (steps - 1) * begun, ended);
  return { ...law, rounding: factor ** steps * before.rounding + each * added };
}
