// Columns of numbers brought to mean 0 and standard deviation 1 (the 1/N convention), in float64.

/** A column without spread becomes zeros. */
export function standardise(values: ArrayLike<number>): Float64Array {
  const count = values.length;
  let mean = 0;
  for (let i = 0; i < count; i++) mean += (values[i] - mean) / (i + 1);
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (values[i] - mean) ** 2;
  const deviation = Math.sqrt(squares / Math.max(1, count));
  // A spread that is nothing but the rounding of the mean is no spread.
  const scale = deviation > 1e-12 * Math.abs(mean) ? 1 / deviation : 0;
  return Float64Array.from({ length: count }, (_, i) => (values[i] - mean) * scale);
}

/** Two columns of the same length as points [count, 2]. */
export function interleave(xs: ArrayLike<number>, ys: ArrayLike<number>): Float32Array<ArrayBuffer> {
  const points = new Float32Array(2 * xs.length);
  for (let i = 0; i < xs.length; i++) {
    points[2 * i] = xs[i];
    points[2 * i + 1] = ys[i];
  }
  return points;
}
