// The Jacobian of one sweep at a fixed point, measured by moving starts a little and asking the device where the sweep takes them.
// MATHS.md 1.6 (V18).
import type { Backend } from '../compute/backend';
import {
  coordinatesOfRows,
  rowsOfCoordinates,
  scalesOf,
  slopesBetween,
  type Matrix,
} from '../math/mixture-information';
import { minus, row } from '../math/vectors';
import type { MixtureShape } from '../kernels/mixture-sums';
import { withStarts } from './mixture-ensemble';

/** Of each coordinate's scale: in float32 far above its rounding, with an error of its square. */
const STEP = { webgpu: 1e-2, reference: 1e-4 } as const;

/** [coordinates, coordinates]: how the sweep's image moves as the place does, by central differences. */
export async function sweepSlopes(
  backend: Backend,
  theta: Float64Array,
  x: Float32Array,
  shape: MixtureShape,
): Promise<Matrix> {
  const coordinates = coordinatesOfRows(theta, shape);
  const scales = scalesOf(theta, shape);
  const size = coordinates.length;
  const step = STEP[backend.kind];
  const places = Array.from({ length: 2 * size }, (_, i) => {
    const moved = coordinates.slice();
    moved[i >> 1] += (i % 2 === 0 ? step : -step) * scales[i >> 1];
    return rowsOfCoordinates(moved, shape);
  });
  const given = places.flatMap((place) => [...place]);
  return withStarts(backend, x, given, { ...shape, method: 'coordinate' }, async (ensemble) => {
    // What the device was given is rounded: the difference is over what it really is.
    const before = await ensemble.read();
    await ensemble.once({ rho: 1, rate: 0, floor: 1e-30 });
    const images = await ensemble.read();
    const differences = (rows: Float64Array): number[][] => {
      const at = (i: number): Float64Array => coordinatesOfRows(row(rows, theta.length, i), shape);
      return Array.from({ length: size }, (_, j) => [...minus(at(2 * j), at(2 * j + 1))]);
    };
    return slopesBetween(differences(before), differences(images));
  });
}
