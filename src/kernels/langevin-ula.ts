// Unadjusted Langevin steps of independent chains, many steps inside one launch. MATHS.md 3.1.
import { defineKernel, type Kernel } from '../compute/kernel';
import { noiseNormals } from '../math/random';
import type { ScoreField } from '../targets/target';

export type LangevinUlaParams = {
  seed: number;
  /** Chain of the launch's first thread: a launch may hold a slice of the chains. */
  firstThread: number;
  /** Number of steps already done: the counter of the random numbers. */
  firstStep: number;
  steps: number;
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
 * Arrays: `positions` f32 [chains, 2] in place; `progress` u32 [1], grows by threads·steps (mod 2³²) as proof of execution;
 * `paths` f32 [pathLength, traced, 2], row s mod pathLength holds the positions after step s; and the target's own arrays.
 */
export function langevinUla(target: ScoreField): Kernel<LangevinUlaParams> {
  return defineKernel<LangevinUlaParams>({
    name: 'langevinUla',
    module: 'kernels/langevin-ula',
    modules: target.modules,
    params: { seed: 0, firstThread: 0, firstStep: 0, steps: 1, stepSize: 0.01, noise: 1, traced: 0, pathLength: 1 },
    reference(arrays, params, threads) {
      const { positions, progress, paths } = arrays as Record<'positions' | 'progress' | 'paths', Float64Array>;
      const normals = new Float64Array(2);
      const spread = params.noise * Math.sqrt(2 * params.stepSize);
      for (let chain = params.firstThread; chain < params.firstThread + threads; chain++) {
        let x = positions[2 * chain]!;
        let y = positions[2 * chain + 1]!;
        for (let step = params.firstStep; step < params.firstStep + params.steps; step++) {
          noiseNormals(params.seed, chain, step, normals);
          const [scoreX, scoreY] = target.score(x, y);
          x += params.stepSize * scoreX + spread * normals[0]!;
          y += params.stepSize * scoreY + spread * normals[1]!;
          if (chain < params.traced) paths.set([x, y], 2 * (((step + 1) % params.pathLength) * params.traced + chain));
        }
        positions[2 * chain] = x;
        positions[2 * chain + 1] = y;
      }
      progress[0]! += threads * params.steps;
    },
  });
}
