// Which lines of shaders/lib/quad.wgsl are compiled: the dimension of the points.

/** Most dimensions that the kernels with points in registers know. */
export const MOST_QUAD_DIMENSIONS = 4;

/** WESL conditions for points of 1 to 4 dimensions. */
export function dimensionConditions(dimension: number): Readonly<Record<string, boolean>> {
  return { atLeast2: dimension >= 2, atLeast3: dimension >= 3, atLeast4: dimension >= 4 };
}

/**
 * |x − a|² − |x − p|² = w·(2(x − a) − w) with w = p − a, by rows of row-major arrays: by how much `point` is nearer to
 * the place than `anchor` is. MATHS.md 3.3.
 */
export function gainOf(
  data: Float64Array,
  dimension: number,
  [anchor, point]: readonly [anchor: number, point: number],
  places: Float64Array,
  place: number,
): number {
  let sum = 0;
  for (let j = 0; j < dimension; j++) {
    const base = data[anchor * dimension + j];
    const w = data[point * dimension + j] - base;
    sum += w * (2 * (places[place * dimension + j] - base) - w);
  }
  return sum;
}
