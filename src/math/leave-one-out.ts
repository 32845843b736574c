// The likelihood of each point of a kernel density under all others, in float64. MATHS.md 3.4.
import { row, squareTo } from './vectors';

/** σ ↦ −(1/N) Σᵢ log (1/(N−1)) Σ_{j≠i} K(xᵢ|xⱼ) in nats, of points [N, dimension], N at least 2. Keeps N² distances. */
export function leaveOneOutLoss(points: ArrayLike<number>, dimension: number): (sigma: number) => number {
  const count = points.length / dimension;
  const squares = Array.from({ length: count }, (_, i) => {
    const place = row(points, dimension, i);
    return Float64Array.from({ length: count }, (__, j) =>
      j === i ? Infinity : squareTo(points, j * dimension, place),
    );
  });
  return (sigma) => {
    const normaliser = dimension * Math.log(Math.sqrt(2 * Math.PI) * sigma) + Math.log(count - 1);
    const loss = squares.reduce((sum, others) => {
      const nearest = others.reduce((least, square) => Math.min(least, square));
      let total = 0;
      for (const square of others) total += Math.exp((nearest - square) / (2 * sigma * sigma));
      return sum - Math.log(total) + nearest / (2 * sigma * sigma) + normaliser;
    }, 0);
    return loss / count;
  };
}
