// Accepts or rejects the proposals of langevinPropose, once log p and the score are known there. MATHS.md 3.1.
import { defineKernel, type Kernel } from '../compute/kernel';
import { malaLogRatio } from '../math/langevin-step';
import { noiseNormals, streams, threefry2x32, uniformFromWord } from '../math/random';

export type LangevinDecideParams = {
  seed: number;
  /** Number of steps already done: the counter of the random numbers. */
  step: number;
  /** γ */
  stepSize: number;
  /** Factor τ on the injected noise √(2γ); the chains sample p^(1/τ²), and at 0 they climb log p. */
  noise: number;
  /** The first `traced` chains write their positions into `paths`. */
  traced: number;
  /** Steps that `paths` holds before it wraps around. */
  pathLength: number;
  /** 1: no step; what was evaluated belongs to the positions themselves and is taken over into `standing`. */
  adopt: number;
};

type Arrays = Record<
  'positions' | 'standing' | 'proposals' | 'logDensity' | 'score' | 'counters' | 'paths',
  Float64Array
>;

/**
 * Arrays: `positions` f32 [chains, 2] and `standing` f32 [chains, 4], rows (log p, score, nothing), in place; `proposals`
 * f32 [chains, 2], `logDensity` f32 [chains] and `score` f32 [chains, 2] at the proposals; `counters` u32 [2], which grow by
 * threads as proof of execution and by the number of proposals accepted (mod 2³²); `paths` f32 [pathLength, traced, 2], row
 * s mod pathLength holds the positions after step s. One thread a chain. A proposal that is not finite, or at which log p or
 * its score is not, is rejected.
 */
export const langevinDecide: Kernel<LangevinDecideParams> = defineKernel<LangevinDecideParams>({
  name: 'langevinDecide',
  module: 'kernels/langevin-decide',
  params: { seed: 0, step: 0, stepSize: 0.01, noise: 1, traced: 0, pathLength: 1, adopt: 0 },
  reference(arrays, params, threads) {
    const { standing, logDensity, score, counters } = arrays as Arrays;
    for (let chain = 0; chain < threads; chain++) {
      const there = [logDensity[chain], score[2 * chain], score[2 * chain + 1]] as const;
      if (params.adopt === 1) standing.set([...there, 0], 4 * chain);
      else decide(arrays as Arrays, params, chain, there);
    }
    if (params.adopt !== 1) counters[0] += threads;
  },
});

const words = new Uint32Array(2);
const normals = new Float64Array(2);

function decide(
  { positions, standing, proposals, counters, paths }: Arrays,
  { seed, step, stepSize, noise, traced, pathLength }: LangevinDecideParams,
  chain: number,
  there: readonly [number, number, number],
): void {
  const proposal = proposals.subarray(2 * chain, 2 * chain + 2);
  const [height, ...slope] = standing.subarray(4 * chain, 4 * chain + 3);
  noiseNormals(seed, chain, step, normals);
  threefry2x32(seed, streams.accept, chain, step, words);
  const threshold = Math.log(uniformFromWord(words[0]));
  const rise = there[0] - height;
  const ratio = malaLogRatio(rise, [slope[0], slope[1]], [there[1], there[2]], normals, stepSize, noise);
  if ([...proposal, ...there, rise].every(Number.isFinite) && threshold < ratio) {
    positions.set(proposal, 2 * chain);
    standing.set([...there, 0], 4 * chain);
    counters[1]++;
  }
  if (chain < traced)
    paths.set(positions.subarray(2 * chain, 2 * chain + 2), 2 * (((step + 1) % pathLength) * traced + chain));
}
