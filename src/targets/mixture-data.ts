// Components as a user gives them: checked, made symmetric, weights of sum 1.
import { describe } from './parameters';
import type { Component } from './target';

/** Numbers row by row, flat or in nested arrays. */
export type Numbers = ArrayLike<number> | readonly Numbers[];

export interface MixtureData {
  /** [K], positive; they are divided by their sum. */
  readonly weights: Numbers;
  /** [K, 2] */
  readonly means: Numbers;
  /** [K, 2, 2], symmetric positive definite. */
  readonly covariances: Numbers;
}

/** Standard deviations and places that float32 constants bear. */
const LEAST_VARIANCE = 1e-6;
const MOST = 1e6;

/** The components as they could be given again. */
export function mixtureData(components: readonly Component[]): Record<keyof MixtureData, Float32Array> {
  return {
    weights: Float32Array.from(components, ({ weight }) => weight),
    means: Float32Array.from(components.flatMap(({ mean }) => mean)),
    covariances: Float32Array.from(components.flatMap(({ covariance: [xx, xy, yy] }) => [xx, xy, xy, yy])),
  };
}

/** Throws TypeError for what is no numbers and RangeError for the rest, naming the element. */
export function readMixtureData(data: MixtureData, mostComponents: number): Component[] {
  const weights = flatten('weights', data.weights);
  const count = weights.length;
  if (count < 1 || count > mostComponents)
    throw new RangeError(`weights has ${count} numbers; there must be 1 to ${mostComponents}`);
  const means = flatten('means', data.means, count, 2);
  const covariances = flatten('covariances', data.covariances, count, 4);
  weights.forEach((weight, k) => check(`weights[${k}]`, weight, weight > 0, 'positive'));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, k) => ({
    weight: weight / total,
    mean: [place(means, k, 0), place(means, k, 1)],
    covariance: covariance(covariances.slice(4 * k, 4 * k + 4), k),
  }));
}

function place(means: readonly number[], k: number, axis: 0 | 1): number {
  const value = means[2 * k + axis];
  check(`means[${k}][${axis}]`, value, Math.abs(value) <= MOST, `between −${MOST} and ${MOST}`);
  return value;
}

function covariance([xx, xy, yx, yy]: readonly number[], k: number): Component['covariance'] {
  const name = `covariances[${k}]`;
  const shown = `[[${xx}, ${xy}], [${yx}, ${yy}]]`;
  const middle = (xy + yx) / 2;
  // Float32 may round the two halves of a symmetric matrix differently.
  if (Math.abs(xy - yx) > 1e-6 * Math.abs(middle)) throw new RangeError(`${name} is ${shown}; it must be symmetric`);
  const smallest = (xx + yy) / 2 - Math.hypot((xx - yy) / 2, middle);
  if (!(smallest >= LEAST_VARIANCE && xx + yy <= MOST)) {
    throw new RangeError(
      `${name} is ${shown}; it must be positive definite with eigenvalues from ${LEAST_VARIANCE} to ${MOST}`,
    );
  }
  return [xx, middle, yy];
}

function check(name: string, value: number, allowed: boolean, words: string): void {
  if (!allowed) throw new RangeError(`${name} is ${value}; it must be ${words}`);
}

/** All numbers in order; with `count` and `size` their number must be count × size. */
function flatten(name: string, values: unknown, count?: number, size = 1): number[] {
  const flat: number[] = [];
  collect(name, values, flat);
  if (count !== undefined && flat.length !== count * size) {
    throw new RangeError(`${name} has ${flat.length} numbers; for ${count} weights there must be ${count * size}`);
  }
  flat.forEach((value, index) => check(`${name}, number ${index},`, value, Number.isFinite(value), 'finite'));
  return flat;
}

function collect(name: string, values: unknown, flat: number[]): void {
  if (typeof values === 'number') flat.push(values);
  else if (Array.isArray(values) || ArrayBuffer.isView(values)) {
    for (const value of values as Iterable<unknown>) collect(name, value, flat);
  } else throw new TypeError(`${name} is or contains ${describe(values)}; it must be an array of numbers`);
}
