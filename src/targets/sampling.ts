// Exact draws for the float64 twins, from uniforms in (0, 1).
import type { Vector2 } from './target';

/** Two independent standard normals by Box–Muller (MATHS.md 0.4). */
export function normalPair(uniform: () => number): Vector2 {
  const radius = Math.sqrt(-2 * Math.log(uniform()));
  const angle = 2 * Math.PI * (uniform() - 0.5);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** An index drawn in proportion to `weights`, whose sum is 1. */
export function pick(weights: readonly number[], uniform: () => number): number {
  let rest = uniform();
  for (let index = 0; index < weights.length - 1; index++) {
    rest -= weights[index];
    if (rest < 0) return index;
  }
  return weights.length - 1;
}
