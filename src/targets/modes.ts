// Local maxima of a density in float64: Newton's method on log p, made safe by taking |eigenvalues| of the Hessian and
// by going back until the density grows. It climbs from any start and converges quadratically near a mode.
import type { Target, Vector2 } from './target';

type Landscape = Pick<Target, 'logDensity' | 'score' | 'hessian'>;

const MOST_STEPS = 200;
const MOST_MODES = 64;

/**
 * The distinct modes reached from `starts`, in their order; the 64 densest when there are more.
 * `scale` is a length over which log p bends (the smallest standard deviation): steps and tolerances are relative to it.
 */
export function findModes(density: Landscape, starts: Iterable<Vector2>, scale: number): readonly Vector2[] {
  const found: Vector2[] = [];
  for (const start of starts) {
    const point = climb(density, start, scale);
    if (!isMaximum(density, point, scale)) continue;
    if (found.some(([x, y]) => Math.hypot(x - point[0], y - point[1]) < 1e-4 * scale)) continue;
    found.push(point);
  }
  if (found.length <= MOST_MODES) return found;
  const height = new Map(found.map((mode) => [mode, density.logDensity(...mode)]));
  const densest = new Set(found.toSorted((a, b) => height.get(b)! - height.get(a)!).slice(0, MOST_MODES));
  return found.filter((mode) => densest.has(mode));
}

/** Eigenvalues of a symmetric matrix [xx, xy, yy], larger first, and the unit eigenvector of the first. */
export function symmetricEigen([xx, xy, yy]: readonly [number, number, number]): { values: Vector2; axis: Vector2 } {
  const middle = (xx + yy) / 2;
  const half = (xx - yy) / 2;
  const radius = Math.hypot(half, xy);
  const angle = Math.atan2(xy, half) / 2;
  return { values: [middle + radius, middle - radius], axis: [Math.cos(angle), Math.sin(angle)] };
}

function climb(density: Landscape, start: Vector2, scale: number): Vector2 {
  let [x, y] = start;
  let height = density.logDensity(x, y);
  for (let step = 0; step < MOST_STEPS; step++) {
    const score = density.score(x, y);
    if (Math.hypot(...score) * scale < 1e-13) break;
    let [stepX, stepY] = uphill(score, density.hessian(x, y), scale);
    let next = density.logDensity(x + stepX, y + stepY);
    while (!(next >= height) && Math.hypot(stepX, stepY) > 1e-9 * scale) {
      stepX /= 2;
      stepY /= 2;
      next = density.logDensity(x + stepX, y + stepY);
    }
    // Below 1e-9 of the scale log p is flat to rounding; the step itself is still right there.
    x += stepX;
    y += stepY;
    height = next;
    if (Math.hypot(stepX, stepY) < 1e-14 * scale) break;
  }
  return [x, y];
}

/** −|H|⁻¹ s with |H| at least 1e-6 / scale² and the step at most one scale. */
function uphill([scoreX, scoreY]: Vector2, hessian: readonly [number, number, number], scale: number): Vector2 {
  const { values, axis } = symmetricEigen(hessian);
  const floor = 1e-6 / (scale * scale);
  const along = (axis[0] * scoreX + axis[1] * scoreY) / Math.max(Math.abs(values[0]), floor);
  const across = (axis[0] * scoreY - axis[1] * scoreX) / Math.max(Math.abs(values[1]), floor);
  const shrink = Math.min(1, scale / Math.hypot(along, across));
  return [shrink * (along * axis[0] - across * axis[1]), shrink * (along * axis[1] + across * axis[0])];
}

/** Stationary, and curved downwards or flat, in units of `scale`. */
function isMaximum(density: Landscape, [x, y]: Vector2, scale: number): boolean {
  const { values } = symmetricEigen(density.hessian(x, y));
  return Math.hypot(...density.score(x, y)) * scale < 1e-8 && values[0] * scale * scale < 1e-9;
}
