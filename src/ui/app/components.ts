// Components that the visitor may edit, as run data { weights [K], means [K, 2], covariances [K, 2, 2] }, and what the handles
// on the canvas do to them: those of any run that has handles and takes data. Every change is a new object.
import type { RunData } from '../../experiment/lab';

const MOST_COMPONENTS = 32;

interface Components {
  readonly weights: readonly number[];
  readonly means: readonly (readonly number[])[];
  readonly covariances: readonly (readonly number[])[];
}

/** `undefined` where the data is none. */
export function readComponents(data: RunData): Components | undefined {
  const { weights, means, covariances } = data;
  if (!weights || means?.length !== 2 * weights.length || covariances?.length !== 4 * weights.length) return undefined;
  return { weights: [...weights], means: rows(means, 2), covariances: rows(covariances, 4) };
}

/** Component `index` with its mean at (x, y); the same data where there is no such component. */
export function moveComponent(data: RunData, index: number, x: number, y: number): RunData {
  const all = readComponents(data);
  if (!all || !(index in all.means)) return data;
  return write({ ...all, means: all.means.map((mean, at) => (at === index ? [x, y] : mean)) });
}

/** One more component at (x, y), of mean weight and the covariance of the nearest one; at most 32. */
export function addComponent(data: RunData, x: number, y: number): RunData {
  const all = readComponents(data);
  if (!all || all.weights.length === 0 || all.weights.length >= MOST_COMPONENTS) return data;
  const { weights, means, covariances } = all;
  const distances = means.map(([mx = 0, my = 0]) => Math.hypot(mx - x, my - y));
  const nearest = distances.indexOf(Math.min(...distances));
  const weight = weights.reduce((sum, value) => sum + value, 0) / weights.length;
  return write({
    weights: [...weights, weight],
    means: [...means, [x, y]],
    covariances: [...covariances, covariances[nearest] ?? []],
  });
}

/** Without component `index`; the last one stays. */
export function removeComponent(data: RunData, index: number): RunData {
  const all = readComponents(data);
  if (!all || all.weights.length < 2 || !(index in all.weights)) return data;
  const others = <T>(list: readonly T[]): T[] => list.filter((_, at) => at !== index);
  return write({
    weights: others(all.weights),
    means: others(all.means),
    covariances: others(all.covariances),
  });
}

/** Weights sum to one again. */
function write({ weights, means, covariances }: Components): RunData {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    weights: Float32Array.from(weights, (weight) => weight / total),
    means: Float32Array.from(means.flat()),
    covariances: Float32Array.from(covariances.flat()),
  };
}

function rows(values: Float32Array, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, row) => [
    ...values.subarray(row * width, (row + 1) * width),
  ]);
}
