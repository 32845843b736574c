// The log density and the score of a target at given points.
import { defineKernel, type Kernel, type KernelParams } from '../compute/kernel';
import type { Density } from '../targets/target';

/** Arrays: `points` f32 [n, 2]; written: `logDensity` f32 [n], `score` f32 [n, 2]; and the target's own. One thread a point. */
export function evaluateTarget(target: Density): Kernel<KernelParams> {
  return defineKernel<KernelParams>({
    name: 'evaluateTarget',
    module: 'kernels/evaluate-target',
    modules: target.modules,
    params: {},
    reference(arrays, _params, threads) {
      const { points, logDensity, score } = arrays as Record<'points' | 'logDensity' | 'score', Float64Array>;
      for (let i = 0; i < threads; i++) {
        const x = points[2 * i];
        const y = points[2 * i + 1];
        logDensity[i] = target.logDensity(x, y);
        score.set(target.score(x, y), 2 * i);
      }
    },
  });
}
