// Noise-free ascent on log p (MATHS 3.1, claims L3, L5, L6, L7; mean shift, K8).
import type { Target, Vector2 } from '../../src/targets/target';

/**
 * L5: log p(x + γs) − log p(x) − γ(1 − γ/(2h²))‖s‖², which is ≥ 0 wherever ∇² log p ⪰ −I/h² and 0 < γ < 2h².
 * `floor` is h² (`Target.curvatureFloor`).
 */
export function ascentGap(
  target: Pick<Target, 'logDensity' | 'score'>,
  x: number,
  y: number,
  step: number,
  floor: number,
): number {
  const [sx, sy] = target.score(x, y);
  const gain = target.logDensity(x + step * sx, y + step * sy) - target.logDensity(x, y);
  return gain - step * (1 - step / (2 * floor)) * (sx * sx + sy * sy);
}

/** L5: what float32 may violate, 1e-5 (1 + |log p|). */
export function ascentSlack(logDensity: number): number {
  return 1e-5 * (1 + Math.abs(logDensity));
}

/** Path of x ← x + γ∇log p(x), row-major [steps + 1, 2]. */
export function ascentPath(
  target: Pick<Target, 'score'>,
  [x0, y0]: Vector2,
  step: number,
  steps: number,
): Float64Array<ArrayBuffer> {
  const path = new Float64Array(2 * (steps + 1));
  let [x, y] = [x0, y0];
  path.set([x, y]);
  for (let k = 1; k <= steps; k++) {
    const [sx, sy] = target.score(x, y);
    x += step * sx;
    y += step * sy;
    path.set([x, y], 2 * k);
  }
  return path;
}

/** Where the iteration comes to rest (movement below `rest`), or undefined within `most` steps. */
export function ascentEnd(
  target: Pick<Target, 'score'>,
  [x0, y0]: Vector2,
  step: number,
  { rest = 1e-14, most = 100_000 }: { readonly rest?: number; readonly most?: number } = {},
): Vector2 | undefined {
  let [x, y] = [x0, y0];
  for (let k = 0; k < most; k++) {
    const [sx, sy] = target.score(x, y);
    if (step * Math.hypot(sx, sy) <= rest) return [x, y];
    x += step * sx;
    y += step * sy;
  }
  return undefined;
}

/** Distinct points, of a list such as the ends of many ascents: two closer than `distance` are one. */
export function distinctPoints(points: readonly Vector2[], distance: number): Vector2[] {
  const found: Vector2[] = [];
  for (const point of points) {
    if (!found.some((other) => Math.hypot(point[0] - other[0], point[1] - other[1]) < distance)) found.push(point);
  }
  return found;
}
