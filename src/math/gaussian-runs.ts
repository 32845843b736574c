// One-dimensional normal laws where they are not negligible, as runs of neighbouring bins, and sums of products of two of them.
import { normalInterval } from './special';

/** Values of neighbouring bins, from the bin `first` on. */
export interface Run {
  readonly first: number;
  readonly values: Float64Array;
}

/** `count` bins of equal width from `min` on. */
export interface Bins {
  readonly min: number;
  readonly width: number;
  readonly count: number;
}

/** Masses of the bins under N(mean, deviation²), within `reach` deviations of the mean. */
export function intervalRun({ min, width, count }: Bins, mean: number, deviation: number, reach: number): Run {
  const within = (bin: number): number => Math.max(0, Math.min(count, bin));
  const first = within(Math.floor((mean - reach * deviation - min) / width));
  const end = within(Math.ceil((mean + reach * deviation - min) / width));
  const edge = (bin: number): number => (min + bin * width - mean) / deviation;
  const values = Float64Array.from({ length: Math.max(0, end - first) }, (_, i) =>
    normalInterval(edge(first + i), edge(first + i + 1)),
  );
  return { first, values };
}

/** The density of N(mean, deviation²) times the width of a bin at nodes min, min + width, …, within `reach` deviations of the mean. */
export function nodeRun({ min, width, count }: Bins, mean: number, deviation: number, reach: number): Run {
  const first = Math.max(0, Math.ceil((mean - reach * deviation - min) / width));
  const end = Math.min(count, Math.floor((mean + reach * deviation - min) / width) + 1);
  const factor = width / (deviation * Math.sqrt(2 * Math.PI));
  const values = Float64Array.from({ length: Math.max(0, end - first) }, (_, i) => {
    const offset = (min + (first + i) * width - mean) / deviation;
    return factor * Math.exp(-0.5 * offset * offset);
  });
  return { first, values };
}

/** sums[row][column] += mass · x[column] · y[row], row-major with `columns` to a row; the number of products. */
export function addProduct(sums: Float64Array, columns: number, mass: number, x: Run, y: Run): number {
  for (let j = 0; j < y.values.length; j++) {
    const factor = mass * y.values[j];
    if (factor === 0) continue;
    const at = (y.first + j) * columns + x.first;
    for (let i = 0; i < x.values.length; i++) sums[at + i] += factor * x.values[i];
  }
  return x.values.length * y.values.length;
}

/** The density of N(mean, deviation²) at rising places, within `reach` deviations of the mean. */
export function densityRun(places: Float64Array, mean: number, deviation: number, reach: number): Run {
  const first = firstAbove(places, mean - reach * deviation);
  const end = firstAbove(places, mean + reach * deviation);
  const scale = 1 / (deviation * Math.sqrt(2 * Math.PI));
  const values = places.slice(first, end).map((place) => scale * Math.exp(-0.5 * ((place - mean) / deviation) ** 2));
  return { first, values };
}

function firstAbove(places: Float64Array, value: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
