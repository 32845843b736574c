// L6: perturbations of a mode shrink just inside of its stability limit and grow just beyond it. MATHS.md 3.1.

/** Where so many noise-free steps of size γ send points, each of as many numbers as the mode has. */
type Ascent = (
  points: readonly (readonly number[])[],
  step: number,
  steps: number,
) => Promise<readonly ArrayLike<number>[]>;

interface Perturbation {
  readonly mode: ArrayLike<number>;
  /** Of unit length, the steepest. */
  readonly direction: ArrayLike<number>;
  /** Small enough for the curvature to be that of the mode. */
  readonly size: number;
  /** 2/max|λ| */
  readonly limit: number;
  readonly steps: number;
}

/** Factors on the limit (MATHS L6). */
export const INSIDE = 0.97;
const BEYOND = 1.03;

/** Whether it does. The difference of the two sides mode ± size·direction is taken, so that the mode's own rounding cancels. */
export async function changesSides(ascend: Ascent, perturbation: Perturbation): Promise<boolean> {
  const { mode, direction, size, limit, steps } = perturbation;
  const sides = [size, -size].map((by) => Array.from(mode, (at, axis) => at + by * direction[axis]));
  const growth = async (factor: number): Promise<number> => {
    const [plus, minus] = await ascend(sides, factor * limit, steps);
    return Math.hypot(...Array.from(plus, (at, axis) => at - minus[axis])) / (2 * size);
  };
  return (await growth(INSIDE)) < 1 && (await growth(BEYOND)) > 1;
}
