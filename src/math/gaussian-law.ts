// The exact law of the (tempered) unadjusted chain on N(μ, Σ) (MATHS 3.1, claims L1, L2, L4): with A = I − γΣ⁻¹,
// mean ← μ + A(mean − μ), V ← A V Aᵀ + 2γτ² I, in the eigenbasis of Σ and in closed form for any number of steps.
// It composes: when γ, τ or Σ change live, go on from the law reached. Beyond γ = 2λmin(Σ) it grows to ±∞, never to NaN.
import { fromSpectrum, symmetricSpectrum, type Matrix, type Symmetric, type Vector2 } from './spectrum';

export interface GaussianTarget {
  readonly mean: Vector2;
  /** Positive definite, [xx, xy, yy]. */
  readonly covariance: Symmetric;
}

/** Mean and covariance of the cloud; Infinity where it left the range of float64. */
export interface Law {
  readonly mean: Vector2;
  readonly covariance: Symmetric;
}

/** Values are held here inside a computation and shown as ±Infinity above SATURATED, so that no ∞ − ∞ can arise. */
const CEILING = 1e300;
const SATURATED = 1e250;

const hold = (value: number): number => Math.max(-CEILING, Math.min(CEILING, value));
const release = (value: number): number => (Math.abs(value) > SATURATED ? Math.sign(value) * Infinity : value);

/** Product that treats 0 · ∞ as 0: a direction without spread stays without. */
const product = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : hold(a * b));

const saturate = (law: Law): Law => ({
  mean: [release(law.mean[0]), release(law.mean[1])],
  covariance: [release(law.covariance[0]), release(law.covariance[1]), release(law.covariance[2])],
});

const isFiniteLaw = (law: Law): boolean => [...law.mean, ...law.covariance].every(Number.isFinite);

function checkedSpectrum(target: GaussianTarget): ReturnType<typeof symmetricSpectrum> {
  const spectrum = symmetricSpectrum(target.covariance);
  if (!(spectrum.values[0] > 0))
    throw new RangeError(`covariance: smallest eigenvalue ${spectrum.values[0]} – must be > 0`);
  return spectrum;
}

function checkSteps(steps: number): void {
  if (!Number.isInteger(steps) || steps < 0) throw new RangeError(`steps: ${steps} – must be an integer ≥ 0`);
}

/** 1 + a² + a⁴ + … + a^{2(n−1)} for a = 1 − ratio, without cancellation near |a| = 1. */
function geometricSum(ratio: number, n: number): number {
  if (n === 0) return 0;
  const logSquare = Math.log1p(-ratio * (2 - ratio));
  if (logSquare === 0) return n;
  return Math.expm1(n * logSquare) / Math.expm1(logSquare);
}

/** Coordinates along the two axes of the basis. */
const into = ([[x, y]]: readonly [Vector2, Vector2], [u, v]: Vector2): Vector2 => [x * u + y * v, x * v - y * u];
const outOf = ([[x, y]]: readonly [Vector2, Vector2], [u, v]: Vector2): Vector2 => [x * u - y * v, y * u + x * v];

/** [xx, xy, yy] seen in the basis. */
function rotateInto([[x, y]]: readonly [Vector2, Vector2], [xx, xy, yy]: Symmetric): Symmetric {
  return [
    x * x * xx + 2 * x * y * xy + y * y * yy,
    x * y * (yy - xx) + (x * x - y * y) * xy,
    y * y * xx - 2 * x * y * xy + x * x * yy,
  ];
}

/**
 * The law after `steps` steps of x ← x + γ∇log p(x) + τ√(2γ) ε from `law`. A law that has saturated stays as it is:
 * particles that overflowed do not come back. RangeError for a covariance that is not positive definite and for a
 * number of steps that is not a natural number.
 */
export function advanceLaw(law: Law, target: GaussianTarget, step: number, noise: number, steps: number): Law {
  checkSteps(steps);
  const { values, vectors } = checkedSpectrum(target);
  if (steps === 0 || !isFiniteLaw(law)) return law;
  const ratios = [step / values[0], step / values[1]] as const;
  const powers = [hold((1 - ratios[0]) ** steps), hold((1 - ratios[1]) ** steps)] as const;
  const added = 2 * step * noise * noise;
  const offset = into(vectors, [law.mean[0] - target.mean[0], law.mean[1] - target.mean[1]]);
  const mean = outOf(vectors, [product(powers[0], offset[0]), product(powers[1], offset[1])]);
  const [first, cross, second] = rotateInto(vectors, law.covariance);
  const grown = [
    product(powers[0], product(powers[0], first)) + product(added, geometricSum(ratios[0], steps)),
    product(powers[0], product(powers[1], cross)),
    product(powers[1], product(powers[1], second)) + product(added, geometricSum(ratios[1], steps)),
  ] as const;
  const turned = rotateInto([[vectors[0][0], -vectors[0][1]], vectors[1]], [hold(grown[0]), grown[1], hold(grown[2])]);
  return saturate({ mean: [target.mean[0] + mean[0], target.mean[1] + mean[1]], covariance: turned });
}

/** The limit of `advanceLaw`: mean μ, covariance τ²Σ(I − (γ/2)Σ⁻¹)⁻¹; Infinity along every direction with γ ≥ 2λ. */
export function stationaryLaw(target: GaussianTarget, step: number, noise: number): Law {
  const spectrum = checkedSpectrum(target);
  const limit = (value: number): number => {
    if (step >= 2 * value) return noise === 0 ? 0 : CEILING;
    return (noise * noise * value) / (1 - step / (2 * value));
  };
  const covariance = fromSpectrum(spectrum, limit(spectrum.values[0]), limit(spectrum.values[1]));
  return saturate({ mean: target.mean, covariance });
}

/** γ < 2λmin(Σ), the limit of stability. */
export function gaussianStepLimit(target: GaussianTarget): number {
  return 2 * checkedSpectrum(target).values[0];
}

/** The step 2/(λmin + λmax) of the precision with the fastest forgetting, and its factor (κ − 1)/(κ + 1) per step. */
export function bestStep(target: GaussianTarget): { readonly step: number; readonly rate: number } {
  const [small, large] = checkedSpectrum(target).values;
  return { step: 2 / (1 / small + 1 / large), rate: (large - small) / (large + small) };
}

/** Eigenvalues of A = I − γΣ⁻¹, of the direction of the smallest variance first. */
export function gaussianMultipliers(target: GaussianTarget, step: number): readonly [number, number] {
  const [small, large] = checkedSpectrum(target).values;
  return [1 - step / small, 1 - step / large];
}

/** Unit axes of Σ, smallest variance first, the second turned by +90°. */
export function principalAxes(target: GaussianTarget): readonly [Vector2, Vector2] {
  return checkedSpectrum(target).vectors;
}

/** Cov(x, x) as the start of a cross-covariance. */
export function crossFromLaw({ covariance: [xx, xy, yy] }: Law): Matrix {
  return [xx, xy, xy, yy];
}

/** Cov(x_{n+k}, x_n) ← A^steps Cov(x_{n+k}, x_n): exact in any state, stationary or not, and composable like the law. */
export function advanceCross(cross: Matrix, target: GaussianTarget, step: number, steps: number): Matrix {
  checkSteps(steps);
  const { values, vectors } = checkedSpectrum(target);
  if (!cross.every(Number.isFinite)) return cross;
  const powers = [hold((1 - step / values[0]) ** steps), hold((1 - step / values[1]) ** steps)] as const;
  const column = (u: number, v: number): Vector2 => {
    const inside = into(vectors, [u, v]);
    return outOf(vectors, [product(powers[0], inside[0]), product(powers[1], inside[1])]);
  };
  const [a, c] = column(cross[0], cross[2]);
  const [b, d] = column(cross[1], cross[3]);
  return [release(a), release(b), release(c), release(d)];
}

/**
 * Correlation of the coordinates along the unit vector `direction` now and at the lag's start, from the cross-covariance
 * and the laws at both ends. Along a principal axis of a stationary law it is (1 − γ/λ)^k (L2). NaN without spread.
 */
export function lagCorrelation(cross: Matrix, start: Law, now: Law, direction: Vector2): number {
  const [x, y] = direction;
  const along = ({ covariance: [xx, xy, yy] }: Law): number => x * x * xx + 2 * x * y * xy + y * y * yy;
  const joint = x * x * cross[0] + x * y * (cross[1] + cross[2]) + y * y * cross[3];
  return joint / Math.sqrt(along(start) * along(now));
}
