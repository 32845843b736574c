// Vectors of any length, and rows of arrays of them [n, dimension], in float64.

/** Euclidean; `Math.hypot` is many times slower. */
export function length(vector: ArrayLike<number>): number {
  return Math.sqrt(dot(vector, vector));
}

export function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < one.length; j++) sum += one[j] * other[j];
  return sum;
}

/** one + factor · other */
export function plus(one: ArrayLike<number>, other: ArrayLike<number>, factor = 1): Float64Array {
  return Float64Array.from(one, (value, j) => value + factor * other[j]);
}

export function minus(one: ArrayLike<number>, other: ArrayLike<number>): Float64Array {
  return plus(one, other, -1);
}

/** Of length 1, along entries that are drawn one after the other. */
export function unitVector(dimension: number, next: () => number): Float64Array {
  const vector = Float64Array.from({ length: dimension }, next);
  const size = length(vector);
  return vector.map((value) => value / size);
}

export function row(values: ArrayLike<number>, dimension: number, index: number): Float64Array {
  return Float64Array.from({ length: dimension }, (_, j) => values[index * dimension + j]);
}

export function rowsOf(values: ArrayLike<number>, dimension: number): Float64Array[] {
  return Array.from({ length: values.length / dimension }, (_, index) => row(values, dimension, index));
}

/** |row − place|², of the row of `values` [n, d] that begins at `at`, and of a place [d]. */
export function squareTo(values: ArrayLike<number>, at: number, place: ArrayLike<number>): number {
  let square = 0;
  for (let j = 0; j < place.length; j++) square += (values[at + j] - place[j]) ** 2;
  return square;
}

/** The row that is farthest along a direction, and by how much it is ahead of the next. */
export function farthestAlong(
  rows: readonly ArrayLike<number>[],
  direction: Float64Array,
): { readonly index: number; readonly lead: number; readonly direction: Float64Array } {
  let [first, second, index] = [-Infinity, -Infinity, 0];
  for (const [i, place] of rows.entries()) {
    const along = dot(place, direction);
    if (along > first) [second, first, index] = [first, along, i];
    else if (along > second) second = along;
  }
  return { index, lead: first - second, direction };
}

/** Smallest and largest coordinates of points [n, d] along one axis. */
export function rangeOf(values: ArrayLike<number>, dimension: number, axis: number): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let at = axis; at < values.length; at += dimension) {
    low = Math.min(low, values[at]);
    high = Math.max(high, values[at]);
  }
  return [low, high];
}

/** How many of `count` rows hold a number that is not finite, in any of the arrays [count, …]. */
export function nonFiniteRows(count: number, arrays: readonly ArrayLike<number>[]): number {
  let nonFinite = 0;
  for (let row = 0; row < count; row++) if (!arrays.every((values) => isFiniteRow(values, row, count))) nonFinite++;
  return nonFinite;
}

function isFiniteRow(values: ArrayLike<number>, row: number, count: number): boolean {
  const width = values.length / count;
  for (let at = row * width; at < (row + 1) * width; at++) if (!Number.isFinite(values[at])) return false;
  return true;
}
