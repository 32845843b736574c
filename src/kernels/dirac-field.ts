// The vector field of the Dirac-GAN at given points. MATHS.md 4.1, 4.5, 4.6.
import { defineKernel, type Kernel } from '../compute/kernel';
import { perRule } from './dirac-run';
import { diracField as fieldAt, type Game, type Strengths } from '../math/dirac-field';

export type DiracFieldParams = { -readonly [K in keyof Strengths]: number };

/**
 * One thread a point. Arrays: `points` f32 [threads, 2]; `velocity` f32 [threads, 2], written. Instance noise is
 * averaged over here, also where the trajectories draw it.
 */
export const diracField = perRule(({ objective, variant }: Game): Kernel<DiracFieldParams> => {
  const game: Game = { objective, variant, sampled: false };
  return defineKernel<DiracFieldParams>({
    name: 'diracField',
    module: 'kernels/dirac-field',
    conditions: { [objective]: true, [variant]: true },
    params: { sigma: 0, gamma: 0, g0: 1 },
    reference(arrays, params, threads) {
      const { points, velocity } = arrays as Record<'points' | 'velocity', Float64Array>;
      for (let i = 0; i < threads; i++) velocity.set(fieldAt(game, params, points[2 * i], points[2 * i + 1]), 2 * i);
    },
  });
});
