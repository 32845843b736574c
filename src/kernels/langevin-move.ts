// One unadjusted Langevin step of every chain along a score that was evaluated before. MATHS.md 3.1.
import { defineKernel, type Kernel } from '../compute/kernel';
import { langevinStep } from '../math/langevin-step';
import { noiseNormals } from '../math/random';

export type LangevinMoveParams = {
  seed: number;
  /** Number of steps already done: the counter of the random numbers. */
  step: number;
  /** γ */
  stepSize: number;
  /** Factor on the injected noise √(2γ). */
  noise: number;
  /** The first `traced` chains write their positions into `paths`. */
  traced: number;
  /** Steps that `paths` holds before it wraps around. */
  pathLength: number;
};

/**
 * Arrays: `positions` f32 [chains, 2] in place; `score` f32 [chains, 2] at the positions; `progress` u32 [1], grows by
 * threads (mod 2³²) as proof of execution; `paths` f32 [pathLength, traced, 2], row s mod pathLength holds the positions
 * after step s. One thread a chain.
 */
export const langevinMove: Kernel<LangevinMoveParams> = defineKernel<LangevinMoveParams>({
  name: 'langevinMove',
  module: 'kernels/langevin-move',
  params: { seed: 0, step: 0, stepSize: 0.01, noise: 1, traced: 0, pathLength: 1 },
  reference(arrays, { seed, step, stepSize, noise, traced, pathLength }, threads) {
    const { positions, score, progress, paths } = arrays as Record<
      'positions' | 'score' | 'progress' | 'paths',
      Float64Array
    >;
    const normals = new Float64Array(2);
    for (let chain = 0; chain < threads; chain++) {
      noiseNormals(seed, chain, step, normals);
      const at = 2 * chain;
      const x = langevinStep([positions[at], positions[at + 1]], [score[at], score[at + 1]], normals, stepSize, noise);
      positions.set(x, at);
      if (chain < traced) paths.set(x, 2 * (((step + 1) % pathLength) * traced + chain));
    }
    progress[0] += threads;
  },
});
