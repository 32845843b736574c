// Where Metropolis-adjusted Langevin chains would go. MATHS.md 3.1.
import { defineKernel, type Kernel } from '../compute/kernel';
import { langevinStep } from '../math/langevin-step';
import { noiseNormals } from '../math/random';

export type LangevinProposeParams = {
  seed: number;
  /** Number of steps already done: the counter of the random numbers. */
  step: number;
  /** γ */
  stepSize: number;
  /** Factor on the injected noise √(2γ). */
  noise: number;
};

/**
 * Arrays: `positions` f32 [chains, 2]; `standing` f32 [chains, 4], rows (log p, score, nothing) at the positions;
 * `proposals` f32 [chains, 2], written. One thread a chain.
 */
export const langevinPropose: Kernel<LangevinProposeParams> = defineKernel<LangevinProposeParams>({
  name: 'langevinPropose',
  module: 'kernels/langevin-propose',
  params: { seed: 0, step: 0, stepSize: 0.01, noise: 1 },
  reference(arrays, { seed, step, stepSize, noise }, threads) {
    const { positions, standing, proposals } = arrays as Record<'positions' | 'standing' | 'proposals', Float64Array>;
    const normals = new Float64Array(2);
    for (let chain = 0; chain < threads; chain++) {
      noiseNormals(seed, chain, step, normals);
      const x = [positions[2 * chain], positions[2 * chain + 1]] as const;
      const score = [standing[4 * chain + 1], standing[4 * chain + 2]] as const;
      proposals.set(langevinStep(x, score, normals, stepSize, noise), 2 * chain);
    }
  },
});
