// The law of the start: what the chains are drawn from at step 0.
import { normalCdf } from './special';
import type { Law } from './gaussian-law';
import type { Vector2 } from './spectrum';

export interface Start {
  /** N((x, y), scale² I), uniform on the square of half side `scale` about (x, y), or the point itself. */
  readonly kind: 'normal' | 'uniform' | 'point';
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Mean and covariance of the start; a uniform square has scale²/3 in each coordinate. */
export function startLaw({ kind, x, y, scale }: Start): Law {
  const variance = kind === 'point' ? 0 : kind === 'uniform' ? (scale * scale) / 3 : scale * scale;
  return { mean: [x, y], covariance: [variance, 0, variance] };
}

/** P(A + B ≤ z) for A, B uniform on (−a, a) and (−b, b), a ≥ b ≥ 0: a trapezoid. */
function trapezoidCdf(z: number, a: number, b: number): number {
  if (z < 0) return 1 - trapezoidCdf(-z, a, b);
  if (z >= a + b) return 1;
  if (z <= a - b) return 0.5 + z / (2 * a);
  return 1 - (a + b - z) ** 2 / (8 * a * b);
}

/** P(direction · x > threshold) of the start, `direction` a unit vector (L7: the share that begins in a basin). */
export function startShareBeyond(start: Start, direction: Vector2, threshold: number): number {
  const gap = threshold - (direction[0] * start.x + direction[1] * start.y);
  if (start.kind === 'point' || start.scale === 0) return gap < 0 ? 1 : 0;
  if (start.kind === 'normal') return normalCdf(-gap / start.scale);
  const reach = [Math.abs(direction[0]) * start.scale, Math.abs(direction[1]) * start.scale] as const;
  return 1 - trapezoidCdf(gap, Math.max(...reach), Math.min(...reach));
}
