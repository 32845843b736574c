// Columns of numbers brought to mean 0 and standard deviation 1 (the 1/N convention), in float64.
import { atOnce, overRows, type Sliced } from './slices';

/** A column without spread becomes zeros. */
export function standardise(values: ArrayLike<number>): Float64Array {
  return atOnce(standardising(values));
}

export function* standardising(values: ArrayLike<number>): Sliced<Float64Array<ArrayBuffer>> {
  const count = values.length;
  let mean = 0;
  yield* overRows(count, (i) => {
    mean += (values[i] - mean) / (i + 1);
  });
  let squares = 0;
  yield* overRows(count, (i) => {
    squares += (values[i] - mean) ** 2;
  });
  const deviation = Math.sqrt(squares / Math.max(1, count));
  // A spread that is nothing but the rounding of the mean is no spread.
  const scale = deviation > 1e-12 * Math.abs(mean) ? 1 / deviation : 0;
  const result = new Float64Array(count);
  yield* overRows(count, (i) => {
    result[i] = (values[i] - mean) * scale;
  });
  return result;
}

/** Two columns of the same length as points [count, 2]. */
export function interleave(xs: ArrayLike<number>, ys: ArrayLike<number>): Float32Array<ArrayBuffer> {
  return atOnce(interleaving(xs, ys));
}

export function* interleaving(xs: ArrayLike<number>, ys: ArrayLike<number>): Sliced<Float32Array<ArrayBuffer>> {
  const points = new Float32Array(2 * xs.length);
  yield* overRows(xs.length, (i) => {
    points[2 * i] = xs[i];
    points[2 * i + 1] = ys[i];
  });
  return points;
}
