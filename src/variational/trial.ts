// Where a claim about the bound is measured: at one start, on some of the data. MATHS.md 1.6.
import type { Backend } from '../compute/backend';
import { logJoint } from '../math/mixture-posterior';
import { uniformSource } from '../math/random';
import { row } from '../math/vectors';
import { mixtureBound, mixtureNaturalStep, unpackMixture, type MixtureArguments, type MixtureBound } from './mixture';

export interface Trial {
  readonly backend: Backend;
  readonly seed: number;
  /** D */
  readonly dimension: number;
  /** K, of a mixture. */
  readonly components: number;
  /** The leading data about their mean, row-major [n, D], n at most a few hundred. */
  readonly x: Float32Array<ArrayBuffer>;
  /** The start's numbers: of each component weight, mean, variance; of PCA the columns of W, then b, then the variance. */
  readonly theta: Float64Array;
  /** Least variance in force, squared units of the data. */
  readonly floor: number;
  readonly printed?: Printed;
}

/** Formulas as a source has them, for each what is made of what the right one gives. */
export interface Printed {
  /** The bound and its pieces. */
  readonly bound?: (right: MixtureBound) => MixtureBound;
  /** Shares of all data after a step, from those before. */
  readonly localStep?: (right: Float64Array, before: Float64Array, components: number) => Float64Array;
  /** The standard deviation of what batches estimate. */
  readonly deviation?: (right: number) => number;
}

/** How much coarser than float64 the backend's numbers are than float32: what a tolerance in float32 is multiplied by. */
export function fineness({ backend }: Trial): number {
  return backend.kind === 'webgpu' ? 1 : 2 ** -24;
}

export function countOf({ x, dimension }: Trial): number {
  return x.length / dimension;
}

export function modelOf({ x, theta, components }: Trial): MixtureArguments {
  return { x, ...unpackMixture(theta, components) };
}

/** The bound of each datum for responsibilities [n, K]; even ones unless others are given. */
export async function boundsAt(trial: Trial, r: ArrayLike<number> = evenShares(trial)): Promise<MixtureBound> {
  const right = await mixtureBound(trial.backend, { ...modelOf(trial), r });
  return trial.printed?.bound?.(right) ?? right;
}

/** Shares after a natural step of each datum. */
export async function localStep(trial: Trial, r: Float64Array, rho: number): Promise<Float64Array> {
  const { rAfter } = await mixtureNaturalStep(trial.backend, { ...modelOf(trial), r, rho });
  const right = normalised(rAfter, trial.components);
  return trial.printed?.localStep?.(right, r, trial.components) ?? right;
}

export function evenShares(trial: Trial): Float64Array {
  return new Float64Array(countOf(trial) * trial.components).fill(1 / trial.components);
}

/** r ~ Dirichlet(1) for each datum, row-major [n, K]. */
export function randomShares(trial: Trial): Float64Array {
  const uniform = uniformSource(trial.seed, 0xd1c);
  return normalised(
    evenShares(trial).map(() => -Math.log(uniform())),
    trial.components,
  );
}

/** Rows of shares that sum to 1, again where a device has rounded them. */
export function normalised(r: ArrayLike<number>, width: number): Float64Array {
  const all = Float64Array.from(r);
  for (let first = 0; first < all.length; first += width) {
    const shares = all.subarray(first, first + width);
    const total = shares.reduce((sum, share) => sum + share, 0);
    shares.forEach((share, k) => (shares[k] = share / total));
  }
  return all;
}

/** a_k of each datum in float64, [K] each. */
export function jointOf(trial: Trial): Float64Array[] {
  return Array.from({ length: countOf(trial) }, (_, i) => {
    const joint = new Float64Array(trial.components);
    logJoint(trial.theta, row(trial.x, trial.dimension, i), joint);
    return joint;
  });
}

/** What rounding may make of a datum's sum of numbers up to max |a|: 2·10⁻⁵(1 + max |a|/10) in float32 (MATHS.md V1), as many units in float64. */
export function nearness(trial: Trial, joint: Float64Array): number {
  return 2e-5 * fineness(trial) * (1 + Math.max(...joint.map(Math.abs)) / 10);
}
