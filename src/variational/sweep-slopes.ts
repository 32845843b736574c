// The Jacobian of one step at a place where it rests, measured by moving starts a little and asking the device where the step takes them.
// MATHS.md 1.6 (V18).
import { slopesBetween, type Matrix } from '../math/mixture-information';
import { minus, row } from '../math/vectors';
import type { Ensemble } from './ensemble';

/** Of each coordinate's scale: in float32 far above its rounding, with an error of its square. */
const STEP = { webgpu: 1e-2, reference: 1e-4 } as const;

/** Coordinates of a start in which the step is a map, and how far each is moved. */
export interface Chart {
  readonly at: Float64Array;
  readonly scales: Float64Array;
  readonly startOf: (coordinates: Float64Array) => Float64Array;
  readonly coordinatesOf: (theta: Float64Array) => Float64Array;
}

/**
 * [coordinates, coordinates]: how the image of a step of length `rho` over all data moves as the place does, by central differences. `within`:
 * puts starts on the device for as long as what it is given takes.
 */
export function stepSlopes(
  kind: keyof typeof STEP,
  { at, scales, startOf, coordinatesOf }: Chart,
  rho: number,
  within: (starts: readonly number[], use: (ensemble: Ensemble) => Promise<Matrix>) => Promise<Matrix>,
): Promise<Matrix> {
  const places = Array.from({ length: 2 * at.length }, (_, i) => {
    const moved = at.slice();
    moved[i >> 1] += (i % 2 === 0 ? 1 : -1) * STEP[kind] * scales[i >> 1];
    return [...startOf(moved)];
  });
  return within(places.flat(), async (ensemble) => {
    const differences = (rows: Float64Array): number[][] => {
      const of = (i: number): Float64Array => coordinatesOf(row(rows, ensemble.rows, i));
      return Array.from(at, (_, j) => [...minus(of(2 * j), of(2 * j + 1))]);
    };
    // What the device was given is rounded: the difference is over what it really is.
    const before = differences(await ensemble.read());
    await ensemble.once({ rho, rate: 0, floor: 1e-30 });
    return slopesBetween(before, differences(await ensemble.read()));
  });
}
