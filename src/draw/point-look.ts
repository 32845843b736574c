// How large and how opaque one point is, so that a few are plain to see and overlap of many reads as density.
import type { Cloud } from '../experiment/lab';

export interface PointLook {
  /** Device pixels. */
  readonly radius: number;
  /** 0…1 */
  readonly alpha: number;
}

/** Number of particles beyond which `auto` draws a density image. */
export const MOST_POINTS = 20_000;

const FEW = 500;
const LARGEST = { diameter: 5, alpha: 0.9 };
const SMALLEST = { diameter: 2.2, alpha: 0.36 };
/** Below this an 8-bit canvas rounds the colour of a point visibly. */
const LEAST_ALPHA = 0.04;

/** The second colour is drawn above the first, and often stands on a few places: its points are this much wider. */
const SECOND_WIDTH = 1.3;

/** Geometric interpolation between 500 and 20,000 points; beyond, opacity alone falls, as 1/√count. `pixelRatio`: device pixels per CSS pixel. */
export function pointLook({ count, colour }: Pick<Cloud, 'count' | 'colour'>, pixelRatio: number): PointLook {
  const along = Math.min(1, Math.max(0, Math.log(Math.max(1, count) / FEW) / Math.log(MOST_POINTS / FEW)));
  const between = (from: number, to: number): number => from * (to / from) ** along;
  const crowding = Math.sqrt(Math.min(1, MOST_POINTS / Math.max(1, count)));
  return {
    radius: (between(LARGEST.diameter, SMALLEST.diameter) / 2) * (colour === 'second' ? SECOND_WIDTH : 1) * pixelRatio,
    alpha: Math.max(LEAST_ALPHA, between(LARGEST.alpha, SMALLEST.alpha) * crowding),
  };
}
