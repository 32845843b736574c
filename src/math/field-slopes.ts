// Slopes of a field of the plane, from what it is a little to all sides of places.
import { jacobianFromDifferences, type Matrix, type Vector2 } from './spectrum';

/** Of σ, between two places at which the learned score is asked for a slope. */
export const SPACING = 0.05;

/** The four places beside each [n, 2], by which slopes are taken. */
export function besides(places: readonly ArrayLike<number>[], sigma: number): Float32Array {
  const away = SPACING * sigma;
  return Float32Array.from(places.flatMap(({ 0: x, 1: y }) => [x + away, y, x - away, y, x, y + away, x, y - away]));
}

/** Jacobians [n] from scores at `besides`. */
export function jacobiansOf(scores: ArrayLike<number>, sigma: number): readonly Matrix[] {
  const at = (index: number): Vector2 => [scores[2 * index], scores[2 * index + 1]];
  return Array.from({ length: scores.length / 8 }, (_, i) =>
    jacobianFromDifferences(at(4 * i), at(4 * i + 1), at(4 * i + 2), at(4 * i + 3), SPACING * sigma),
  );
}

/** How much the field turns: ∂₁s₂ − ∂₂s₁ against all slopes, root mean squares. A gradient field does not. */
export function rotationOf(jacobians: readonly Matrix[]): number {
  let [turned, all] = [0, 0];
  for (const [a, b, c, d] of jacobians) {
    turned += (c - b) ** 2;
    all += a * a + b * b + c * c + d * d;
  }
  return Math.sqrt(turned / all);
}
