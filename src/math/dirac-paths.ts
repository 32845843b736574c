// Paths of the two players, and what is read off them.

export type Point = readonly [theta: number, psi: number];

/** Positions of one start, itself the first, every `stride` rounds. */
export interface Path {
  readonly stride: number;
  readonly points: readonly Point[];
}

/** θ² + ψ² */
export const energyOf = ([theta, psi]: Point): number => theta * theta + psi * psi;

/** The mean of θ² + ψ². */
export function meanEnergy(points: readonly Point[]): number {
  return points.reduce((sum, point) => sum + energyOf(point), 0) / points.length;
}

/** Rounds until the angle has grown by 2π, by cubic interpolation; NaN where it does not. */
export function roundsOfTurn({ points, stride }: Path): number {
  const angles = [0];
  for (let i = 1; i < points.length; i++) {
    const [[a, b], [c, d]] = [points[i - 1], points[i]];
    angles.push(angles[i - 1] + Math.atan2(a * d - b * c, a * c + b * d));
  }
  const after = angles.findIndex((angle) => angle >= 2 * Math.PI);
  if (after < 2 || after + 1 >= angles.length) return Number.NaN;
  const [xs, ys] = [[-2, -1, 0, 1].map((k) => after + k), angles.slice(after - 2, after + 2)];
  // Lagrange's polynomial of time over angle.
  const time = xs.reduce(
    (sum, x, i) =>
      sum + x * ys.reduce((product, y, j) => (i === j ? product : (product * (2 * Math.PI - y)) / (ys[i] - y)), 1),
    0,
  );
  return time * stride;
}

/** Where a path crosses ψ = 0, |θ| and rounds, by a straight line between records. */
export function crossings({ points, stride }: Path): { readonly size: number; readonly round: number }[] {
  return points.flatMap(([theta, psi], i) => {
    const [before, last] = points[i - 1] ?? [0, 0];
    if (last * psi >= 0) return [];
    const share = last / (last - psi);
    return [{ size: Math.abs(before + share * (theta - before)), round: (i - 1 + share) * stride }];
  });
}
