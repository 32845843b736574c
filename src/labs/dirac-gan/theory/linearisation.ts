// The linearised field at the equilibrium and the update operator that each scheme makes of it. MATHS.md 4.2 to 4.6.
import type { Game, Strengths } from '../../../math/dirac-field';
import { objectives } from '../../../math/dirac-objective';
import type { Pace, SchemeId } from '../../../math/dirac-scheme';
import { eigenvalues, spectralRadius, type ComplexNumber, type Matrix } from '../../../math/spectrum';
import type { Settings } from '../settings';

/** v′(0, 0) = [[−dampingG, −a], [a, −dampingD]]. */
export interface FieldLinearisation {
  /** a = f′(0) */
  readonly slope: number;
  readonly dampingG: number;
  /** 2b */
  readonly dampingD: number;
}

/** Undefined for wgangp, whose field jumps at the equilibrium. */
export function linearise({ objective, variant }: Game, { sigma, gamma }: Strengths): FieldLinearisation | undefined {
  const { slopeAtZero: slope, curvatureAtZero } = objectives[objective];
  switch (variant) {
    case 'plain':
    case 'ns':
      return { slope, dampingG: 0, dampingD: 0 };
    case 'noise':
      return { slope, dampingG: 0, dampingD: -2 * curvatureAtZero * sigma * sigma + 0 };
    case 'r1':
    case 'r2':
      return { slope, dampingG: 0, dampingD: gamma };
    case 'consensus':
      return { slope, dampingG: gamma * slope * slope, dampingD: gamma * slope * slope };
    case 'wgangp':
      return undefined;
  }
}

export function multiply([a, b, c, d]: Matrix, [e, f, g, h]: Matrix): Matrix {
  return [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
}

export function power(matrix: Matrix, exponent: number): Matrix {
  let product: Matrix = [1, 0, 0, 1];
  for (let i = 0; i < exponent; i++) product = multiply(product, matrix);
  return product;
}

type Steps = Pick<Pace, 'h' | 'hD' | 'generatorSteps' | 'discriminatorSteps'>;

/** The Jacobian of one round at the equilibrium. */
export function updateMatrix(scheme: SchemeId, linear: FieldLinearisation, pace: Steps): Matrix {
  return roundOf(scheme, scaledField(linear, pace), pace);
}

/** H v′ */
function scaledField({ slope: a, dampingG, dampingD }: FieldLinearisation, { h, hD }: Steps): Matrix {
  return [-h * dampingG, -h * a, hD * a, -hD * dampingD];
}

/** What a scheme makes of x = H v′. */
function roundOf(scheme: SchemeId, x: Matrix, { generatorSteps, discriminatorSteps }: Steps): Matrix {
  switch (scheme) {
    case 'simultaneous':
      return addIdentity(x);
    case 'alternating': {
      const generator = power([1 + x[0], x[1], 0, 1], generatorSteps);
      return multiply(power([1, 0, x[2], 1 + x[3]], discriminatorSteps), generator);
    }
    case 'extragradient':
      return addIdentity(multiply(x, addIdentity(x)));
    case 'flow':
      return addIdentity(multiply(x, part(2, multiply(x, part(3, multiply(x, part(4, x)))))));
  }
}

function addIdentity([a, b, c, d]: Matrix): Matrix {
  return [1 + a, b, c, 1 + d];
}

/** I + X/n: Horner's form of the exponential series. */
function part(n: number, [a, b, c, d]: Matrix): Matrix {
  return [1 + a / n, b / n, c / n, 1 + d / n];
}

/** The operator at these settings, or undefined where there is no linearisation. */
export function operatorOf({ rule, pace }: Settings): Matrix | undefined {
  const linear = linearise(rule, pace);
  return linear && updateMatrix(rule.scheme, linear, pace);
}

/**
 * The same of absolute values: what every number on the way through a round is at most, per unit of distance before it. To
 * these sizes the rounding of the operator is relative.
 */
export function majorantOf({ rule, pace }: Settings): Matrix | undefined {
  const linear = linearise(rule, pace);
  if (!linear) return undefined;
  const [a, b, c, d] = scaledField(linear, pace).map(Math.abs);
  return roundOf(rule.scheme, [a, b, c, d], pace);
}

/** Gradient steps that follow on each other in one round. */
export function stepsOfRound({ rule, pace }: Settings): number {
  switch (rule.scheme) {
    case 'simultaneous':
      return 1;
    case 'alternating':
      return pace.generatorSteps + pace.discriminatorSteps;
    case 'extragradient':
      return 2;
    case 'flow':
      return 4;
  }
}

/** Its eigenvalues. */
export function predictedSpectrum(settings: Settings): readonly ComplexNumber[] {
  const matrix = operatorOf(settings);
  return matrix ? eigenvalues(matrix) : [];
}

/** max |λ|, NaN where there is no linearisation. */
export function predictedRadius(settings: Settings): number {
  const matrix = operatorOf(settings);
  return matrix ? spectralRadius(eigenvalues(matrix)) : Number.NaN;
}

/** Below this distance from the unit circle an eigenvalue counts as on it. */
const ON_THE_CIRCLE = 1e-9;

export type Fate = 'converges' | 'circles' | 'diverges' | 'unknown';

/** What theory says of small starts. */
export function predictedFate(settings: Settings): Fate {
  const radius = predictedRadius(settings);
  if (Number.isNaN(radius)) return 'unknown';
  if (Math.abs(radius - 1) <= ON_THE_CIRCLE) return 'circles';
  return radius < 1 ? 'converges' : 'diverges';
}
