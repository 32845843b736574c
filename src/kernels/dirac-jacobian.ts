// The linearisation of one round at the equilibrium, measured over a grid of two parameters. MATHS.md 4.3 to 4.6.
import { defineKernel, type Kernel } from '../compute/kernel';
import { LINEAR } from '../math/dirac-rounding';
import { advanceRound, type Players, type Rule } from '../math/dirac-scheme';
import { differenceJacobian } from '../math/spectrum';
import { gridDefaults, paceAt, type GridParams } from './dirac-growth';
import { perRule, ruleConditions } from './dirac-run';

export type DiracJacobianParams = GridParams & {
  columns: number;
  /** Half the distance of the points: a power of two. */
  spacing: number;
};

/**
 * One thread a pixel. Arrays: `xs`, `ys` f32, the values along the axes; `jacobians` f32 [rows, columns, 2, 2], written.
 * Noise is averaged over.
 */
export const diracJacobian = perRule((wanted: Rule): Kernel<DiracJacobianParams> => {
  const rule = { ...wanted, sampled: false };
  return defineKernel<DiracJacobianParams>({
    name: 'diracJacobian',
    module: 'kernels/dirac-jacobian',
    conditions: ruleConditions(rule),
    params: { ...gridDefaults, columns: 1, spacing: LINEAR },
    reference(arrays, params, threads) {
      const { xs, ys, jacobians } = arrays as Record<'xs' | 'ys' | 'jacobians', Float64Array>;
      for (let i = 0; i < threads; i++) {
        const pace = paceAt(rule, params, xs[i % params.columns], ys[Math.floor(i / params.columns)]);
        const map = (theta: number, psi: number): readonly [number, number] => {
          const players: Players = { theta, psi, owedTheta: 0, owedPsi: 0 };
          advanceRound(rule, pace, players, { seed: 0, chain: 0, step: 0 });
          return [players.theta, players.psi];
        };
        jacobians.set(differenceJacobian(map, 0, 0, params.spacing), 4 * i);
      }
    },
  });
});
