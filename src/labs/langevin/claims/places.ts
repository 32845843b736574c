// What float32 leaves of a target that is far from the origin for its width. MATHS.md 0.2.
import { float32 } from '../../../math/rounding';
import type { Target } from '../../../targets/target';

export const TOO_COARSE = 'the target is so far out for its width that float32 has no places to draw its shape with';

/** The farthest coordinate that chains at rest, or exact draws, may have. */
export function farthest({ domain: { minX, maxX, minY, maxY } }: Pick<Target, 'domain'>): number {
  return Math.max(...[minX, maxX, minY, maxY].map(Math.abs));
}

/** By how much a place may be rounded, in units of the narrowest width of the target; up to half of it places are at most a width apart. */
export function coarseness(target: Pick<Target, 'domain' | 'curvatureFloor'>): number {
  // Targets without a narrowest width are fixed ones about the origin.
  return float32.place(farthest(target)) / Math.sqrt(target.curvatureFloor ?? Infinity);
}
