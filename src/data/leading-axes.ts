// Turning points of many dimensions so that the plane of their two leading principal components comes first. Two
// Householder reflections do it: distances stay what they were to rounding.
import { leadingEigenvectors } from '../math/leading-eigenvectors';

export interface Turned {
  /** The centred points, turned; row-major [count, dimension]. */
  readonly points: Float32Array<ArrayBuffer>;
  /** A point in the coordinates that it came in. */
  readonly back: (point: ArrayLike<number>) => Float64Array;
}

/** `values` row-major [count, dimension], dimension at least 2. */
export function turnToLeadingAxes(values: ArrayLike<number>, dimension: number): Turned {
  const mean = meanRow(values, dimension);
  const points = Float64Array.from(values, (value, i) => value - mean[i % dimension]);
  const first = householder(leadingAxis(points, dimension), 0);
  reflect(points, dimension, first);
  const second = householder(leadingAxis(points, dimension, 1), 1);
  reflect(points, dimension, second);
  return {
    points: Float32Array.from(points),
    back(point) {
      const turned = Float64Array.from(point);
      // Each mirror undoes itself.
      reflect(turned, dimension, second);
      reflect(turned, dimension, first);
      return turned.map((value, j) => value + mean[j]);
    },
  };
}

function meanRow(values: ArrayLike<number>, dimension: number): Float64Array {
  const count = values.length / dimension;
  const mean = new Float64Array(dimension);
  for (let i = 0; i < values.length; i++) mean[i % dimension] += values[i] / count;
  return mean;
}

/** The direction of largest variance among the coordinates from `from` on. */
function leadingAxis(points: Float64Array, dimension: number, from = 0): Float64Array {
  const [{ direction }] = leadingEigenvectors(
    (axis) => {
      const image = new Float64Array(dimension - from);
      for (let at = from; at < points.length; at += dimension) {
        let along = 0;
        for (let j = 0; j < image.length; j++) along += points[at + j] * axis[j];
        for (let j = 0; j < image.length; j++) image[j] += along * points[at + j];
      }
      return image;
    },
    dimension - from,
    1,
  );
  // Of the two directions the one that the sum of all coordinates, differently weighted, is positive along.
  const sign = Math.sign(direction.reduce((sum, entry, j) => sum + entry * (1 + (((j + from) * 7) % 5)), 0)) || 1;
  return Float64Array.from({ length: dimension }, (_, j) => (j < from ? 0 : sign * direction[j - from]));
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
