// Values counted into equal bins.

/** Density of `values` in each of `count` bins over [0, max]; what lies beyond counts among all. */
export function binned(values: ArrayLike<number>, count: number, max: number, factor = 1): Float64Array {
  const bins = new Float64Array(count);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor((factor * values[i] * count) / max);
    if (bin >= 0 && bin < count) bins[bin] += count / (max * values.length);
  }
  return bins;
}
