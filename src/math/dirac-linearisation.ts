// The linearised field at the equilibrium and the update operator that each scheme makes of it. MATHS.md 4.2 to 4.6.
import type { Game, Strengths } from './dirac-field';
import { objectives } from './dirac-objective';
import type { Pace, SchemeId, Settings } from './dirac-scheme';
import { eigenvalues, spectralRadius, type ComplexNumber, type Matrix } from './spectrum';

/** v′(0, 0) = [[−dampingG, −a], [a, −dampingD]]. */
export interface FieldLinearisation {
  /** a = f′(0) */
  readonly slope: number;
  readonly dampingG: number;
  /** 2b */
  readonly dampingD: number;
}

/** The dampings are NaN for wgangp, whose field jumps at the equilibrium. */
export function linearise({ objective, variant }: Game, { sigma, gamma }: Strengths): FieldLinearisation {
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
      return { slope, dampingG: Number.NaN, dampingD: Number.NaN };
  }
}

/** Whether the field has a Jacobian at the equilibrium. */
export function isSmooth({ rule }: Settings): boolean {
  return rule.variant !== 'wgangp';
}

function multiply([a, b, c, d]: Matrix, [e, f, g, h]: Matrix): Matrix {
  return [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
}

function power(matrix: Matrix, exponent: number): Matrix {
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

/** The operator at these settings; NaN where the field is not smooth. */
export function operatorOf({ rule, pace }: Settings): Matrix {
  return updateMatrix(rule.scheme, linearise(rule, pace), pace);
}

/**
 * The same of absolute values: what every number on the way through a round is at most, per unit of distance before it. To
 * these sizes the rounding of the operator is relative.
 */
export function majorantOf({ rule, pace }: Settings): Matrix {
  const [a, b, c, d] = scaledField(linearise(rule, pace), pace).map(Math.abs);
  return roundOf(rule.scheme, [a, b, c, d], pace);
}

/** The operator's eigenvalues; none where the field is not smooth. */
export function predictedSpectrum(settings: Settings): readonly ComplexNumber[] {
  return isSmooth(settings) ? eigenvalues(operatorOf(settings)) : [];
}

/** max |λ|, NaN where the field is not smooth. */
export function predictedRadius(settings: Settings): number {
  return isSmooth(settings) ? spectralRadius(eigenvalues(operatorOf(settings))) : Number.NaN;
}

/** Up to here a radius is 1: undamped alternating steps are on the unit circle to rounding. */
export const ON_THE_CIRCLE = 1 + 1e-9;

/** Whether theory has small starts grow. */
export function grows(settings: Settings): boolean {
  return predictedRadius(settings) > ON_THE_CIRCLE;
}
