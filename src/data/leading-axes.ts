// Turning points of many dimensions so that the plane of their two leading principal components comes first. Two
// Householder reflections do it: distances stay what they were to rounding.

const ITERATIONS = 60;

/** The centred points, turned; row-major [count, dimension], dimension at least 2. */
export function turnToLeadingAxes(values: ArrayLike<number>, dimension: number): Float32Array<ArrayBuffer> {
  const points = centred(values, dimension);
  const first = leadingAxis(points, dimension);
  reflect(points, dimension, householder(first, 0));
  const second = leadingAxis(points, dimension, 1);
  reflect(points, dimension, householder(second, 1));
  return Float32Array.from(points);
}

function centred(values: ArrayLike<number>, dimension: number): Float64Array {
  const count = values.length / dimension;
  const mean = new Float64Array(dimension);
  for (let i = 0; i < values.length; i++) mean[i % dimension] += values[i] / count;
  return Float64Array.from(values, (value, i) => value - mean[i % dimension]);
}

/** The direction of largest variance by power iteration, looking at coordinates from `from` on only. */
function leadingAxis(points: Float64Array, dimension: number, from = 0): Float64Array {
  // A start that is not orthogonal to anything in particular.
  let axis = normalised(Float64Array.from({ length: dimension }, (_, j) => (j < from ? 0 : 1 + ((j * 7) % 5))));
  for (let k = 0; k < ITERATIONS; k++) {
    const next = new Float64Array(dimension);
    for (let at = 0; at < points.length; at += dimension) {
      let along = 0;
      for (let j = from; j < dimension; j++) along += points[at + j] * axis[j];
      for (let j = from; j < dimension; j++) next[j] += along * points[at + j];
    }
    axis = normalised(next);
  }
  return axis;
}

/** Unit normal of the mirror that sends `axis` to the coordinate direction `to`; zero where it is that already. */
function householder(axis: Float64Array, to: number): Float64Array {
  const normal = Float64Array.from(axis);
  normal[to] -= 1;
  return Math.hypot(...normal) < 1e-12 ? new Float64Array(axis.length) : normalised(normal);
}

function reflect(points: Float64Array, dimension: number, normal: Float64Array): void {
  for (let at = 0; at < points.length; at += dimension) {
    let along = 0;
    for (let j = 0; j < dimension; j++) along += points[at + j] * normal[j];
    for (let j = 0; j < dimension; j++) points[at + j] -= 2 * along * normal[j];
  }
}

function normalised(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((value) => value / length) : vector;
}
