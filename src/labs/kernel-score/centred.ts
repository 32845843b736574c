// Points about the middle of their box. What is true of a kernel density is true wherever the origin is, but float32 places far
// from it are coarse: what claims measure they measure here.

export interface Centred {
  readonly points: Float32Array<ArrayBuffer>;
  readonly centre: Float64Array;
}

/** Points row-major [n, d]; differences are formed in float64. */
export function centred(points: Float32Array, dimension: number): Centred {
  const low = new Float64Array(dimension).fill(Infinity);
  const high = new Float64Array(dimension).fill(-Infinity);
  points.forEach((value, i) => {
    low[i % dimension] = Math.min(low[i % dimension], value);
    high[i % dimension] = Math.max(high[i % dimension], value);
  });
  const centre = low.map((value, j) => (value + high[j]) / 2);
  return { points: points.map((value, i) => value - centre[i % dimension]), centre };
}
