// What rounding does to a round of the game: the operations that are really there, with `math/rounding.ts`. MATHS.md 0.2.
import { majorantOf, operatorOf } from './dirac-linearisation';
import { objectives } from './dirac-objective';
import type { Point } from './dirac-paths';
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

/**
 * Of θ² + ψ² over so many steps of the flow without damping on the circle θ² + ψ² = 1, relative: a unit on each coordinate (a
 * compiler may undo the compensated sum), errors of the increments, q = h f′ times as large, and a factor on all increments,
 * which is felt as q².
 */
export function flowRounding(computed: Computed, rounds: number): number {
  const { rounding, settings } = computed;
  // |θψ| ≤ ½ on the circle.
  const units = Math.max(slopeUnits(computed, -0.5), slopeUnits(computed, 0.5));
  const { slope } = objectives[settings.rule.objective];
  const q = settings.pace.h * Math.max(slope(-0.5), slope(0.5));
  const increments = 2 * q * (4 * ROUNDINGS + 4 * units);
  const differing = rounding.spread(rounding.unit * Math.sqrt(rounds) * Math.hypot(1, increments));
  return 2 * (differing + q * q * rounding.repeated(2 * rounds));
}

/**
 * Σ log(1 + q²), q = h f′(θψ), along a path of simultaneous steps without damping, and what rounding does to it. In each round
 * a unit on each new coordinate moves log r² by two at most, one on each of four products by 2q/√(1 + q²), and a wrong f′ by
 * 2q²/(1 + q²) of its own error, which may be the same in every round. So may the errors of a coordinate whose increment changes
 * by less than a last place: at t far out, where q is all but 0, each round adds the same number and rounds it the same way.
 */
export function growthAlong(
  computed: Computed,
  path: readonly Point[],
): { readonly predicted: number; readonly error: number } {
  const { rounding, settings } = computed;
  const { slope } = objectives[settings.rule.objective];
  let [predicted, squares, systematic] = [0, 0, 0];
  let before: Point = [Infinity, Infinity];
  for (const [theta, psi] of path) {
    const t = theta * psi;
    const q = settings.pace.h * slope(t);
    const share = (q * q) / (1 + q * q);
    predicted += Math.log1p(q * q);
    squares += 4 * 4 * share;
    const repeats = (change: number, at: number): boolean => Math.abs(change) < 2 * rounding.place(at);
    const alike = repeats(q * psi - before[0], theta) || repeats(q * theta - before[1], psi);
    if (alike) systematic += 2;
    else squares += 4;
    before = [q * psi, q * theta];
    // Where f′ is 0 its error counts in the second order only.
    if (share > 0) systematic += 2 * share * slopeUnits(computed, t);
  }
  const ofSum = predicted * float64.operations(3 * path.length);
  const error = rounding.spread(rounding.unit * Math.sqrt(squares)) + rounding.unit * systematic + ofSum;
  return { predicted, error };
}

/**
 * Of the form that alternating steps on a linear f conserve, over so many rounds below c = 2, relative: θ or ψ off by a unit of
 * itself moves it by 2/√(1 − c²/4) units at most. A player's steps of one round add the same number, so their errors agree (and
 * those of the number come to c units in all); rounds do not.
 */
export function formRounding({ settings: { pace }, rounding }: Computed, c: number, rounds: number): number {
  const units = Math.hypot(pace.generatorSteps + c, pace.discriminatorSteps + c) * Math.sqrt(rounds);
  const flatness = 1 - (c * c) / 4;
  // The form's own terms are as much larger than their sum.
  return (2 * rounding.spread(rounding.unit * units)) / Math.sqrt(flatness) + float64.operations(8) / flatness;
}

/**
 * How far a scan of dampings in such steps may miss the best one, where the settings are: a step of it; on the side of the pair,
 * where ρ falls by h/ρ, what rounding of the determinant hides; on the other, what rounding of the discriminant does, whose slope
 * is 2h²a there in both schemes. And by how much ρ may then differ.
 */
export function dampingErrors(computed: Computed, step: number): { readonly damping: number; readonly radius: number } {
  const { rule, pace } = computed.settings;
  const steepness = 2 * pace.h ** 2 * objectives[rule.objective].slopeAtZero;
  const discriminant = operatorErrors(computed).im ** 2;
  const damping = step + determinantError(computed) / pace.h + discriminant / steepness;
  return { damping, radius: pace.h * damping + Math.sqrt(steepness * damping + discriminant) };
}
