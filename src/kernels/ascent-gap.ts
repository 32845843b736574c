// By how much one noise-free step beats its guarantee. MATHS.md 3.1, L5.
import { defineKernel, type Kernel } from '../compute/kernel';
import type { Density } from '../targets/target';

export type AscentGapParams = {
  /** γ */
  stepSize: number;
  /** h²: the Hessian of log p is nowhere below −1/h² (the target's curvatureFloor). */
  curvature: number;
};

/**
 * Arrays: `points` f32 [n, 2]; written: `gaps` f32 [n], (log p(x + γ s) − log p(x) − γ (1 − γ/2h²) ‖s‖²) / (1 + |log p(x)|),
 * which theory says is never negative for 0 < γ < 2h²; float32 leaves −1e-5. And the target's own arrays. One thread a point.
 */
export function ascentGap(target: Density): Kernel<AscentGapParams> {
  return defineKernel<AscentGapParams>({
    name: 'ascentGap',
    module: 'kernels/ascent-gap',
    modules: target.modules,
    params: { stepSize: 0.01, curvature: 1 },
    reference(arrays, { stepSize, curvature }, threads) {
      const { points, gaps } = arrays as Record<'points' | 'gaps', Float64Array>;
      for (let i = 0; i < threads; i++) {
        const x = points[2 * i];
        const y = points[2 * i + 1];
        const [scoreX, scoreY] = target.score(x, y);
        const logDensity = target.logDensity(x, y);
        const rise = target.logDensity(x + stepSize * scoreX, y + stepSize * scoreY) - logDensity;
        const promised = stepSize * (1 - stepSize / (2 * curvature)) * (scoreX * scoreX + scoreY * scoreY);
        gaps[i] = (rise - promised) / (1 + Math.abs(logDensity));
      }
    },
  });
}
