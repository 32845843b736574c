// Annealed Langevin steps of independent chains, many steps inside one launch. MATHS.md 3.1, L10.
import { defineKernel, type Kernel } from '../compute/kernel';
import { langevinStep } from '../math/langevin-step';
import { noiseNormals } from '../math/random';
import type { Target, Vector2 } from '../targets/target';

export type LangevinAnnealedParams = {
  seed: number;
  /** Chain of the launch's first thread: a launch may hold a slice of the chains. */
  firstThread: number;
  /** Number of steps already done: the counter of the random numbers, and what decides the level. */
  firstStep: number;
  steps: number;
  /** Factor on the injected noise √(2γ_l). */
  noise: number;
  /** Number of rows of the array `levels`; the last one holds for ever. */
  levels: number;
  stepsPerLevel: number;
  /** The first `traced` chains write their positions into `paths`. */
  traced: number;
  /** Steps that `paths` holds before it wraps around. */
  pathLength: number;
};

/**
 * Arrays: `positions` f32 [chains, 2] in place; `progress` u32 [1], grows by threads·steps (mod 2³²) as proof of execution;
 * `paths` f32 [pathLength, traced, 2], row s mod pathLength holds the positions after step s; `levels` f32 [levels, 2],
 * rows (σ_l², γ_l); and the target's own arrays. Step number s (from 0) uses row min(⌊s / stepsPerLevel⌋, levels − 1) and
 * the score of p * N(0, σ_l² I). The target must be smoothable: throws RangeError where it is not.
 */
export function langevinAnnealed(target: Target): Kernel<LangevinAnnealedParams> {
  if (!target.smoothable)
    throw new RangeError(`target is ${target.id}; annealing needs one whose smoothed score is closed form`);
  return defineKernel<LangevinAnnealedParams>({
    name: 'langevinAnnealed',
    module: 'kernels/langevin-annealed',
    modules: target.modules,
    params: {
      seed: 0,
      firstThread: 0,
      firstStep: 0,
      steps: 1,
      noise: 1,
      levels: 1,
      stepsPerLevel: 1,
      traced: 0,
      pathLength: 1,
    },
    reference(arrays, params, threads) {
      const { positions, progress, paths, levels } = arrays as Record<
        'positions' | 'progress' | 'paths' | 'levels',
        Float64Array
      >;
      const normals = new Float64Array(2);
      for (let chain = params.firstThread; chain < params.firstThread + threads; chain++) {
        let x: Vector2 = [positions[2 * chain], positions[2 * chain + 1]];
        for (let step = params.firstStep; step < params.firstStep + params.steps; step++) {
          const level = Math.min(Math.floor(step / params.stepsPerLevel), params.levels - 1);
          noiseNormals(params.seed, chain, step, normals);
          const score = target.smoothedScore(x[0], x[1], levels[2 * level]);
          x = langevinStep(x, score, normals, levels[2 * level + 1], params.noise);
          if (chain < params.traced) paths.set(x, 2 * (((step + 1) % params.pathLength) * params.traced + chain));
        }
        positions.set(x, 2 * chain);
      }
      progress[0] += threads * params.steps;
    },
  });
}
