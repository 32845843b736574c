// Metropolis-adjusted Langevin steps of independent chains, many steps inside one launch. MATHS.md 3.1.
import { defineKernel, type Kernel } from '../compute/kernel';
import { langevinStep, malaLogRatio } from '../math/langevin-step';
import { noiseNormals, streams, threefry2x32, uniformFromWord } from '../math/random';
import type { Density, Vector2 } from '../targets/target';

export type LangevinMalaParams = {
  seed: number;
  /** Chain of the launch's first thread: a launch may hold a slice of the chains. */
  firstThread: number;
  /** Number of steps already done: the counter of the random numbers. */
  firstStep: number;
  steps: number;
  /** γ */
  stepSize: number;
  /** Factor τ on the injected noise √(2γ); the chains sample p^(1/τ²), and at 0 they climb log p. */
  noise: number;
  /** The first `traced` chains write their positions into `paths`. */
  traced: number;
  /** Steps that `paths` holds before it wraps around. */
  pathLength: number;
};

/**
 * Arrays: `positions` f32 [chains, 2] in place; `progress` u32 [1], grows by threads·steps (mod 2³²) as proof of execution;
 * `paths` f32 [pathLength, traced, 2], row s mod pathLength holds the positions after step s; `acceptances` u32 [1],
 * grows by the number of accepted proposals (mod 2³²); and the target's own arrays.
 * A proposal that is not finite, or at which log p or its score is not, is rejected.
 */
export function langevinMala(target: Density): Kernel<LangevinMalaParams> {
  return defineKernel<LangevinMalaParams>({
    name: 'langevinMala',
    module: 'kernels/langevin-mala',
    modules: target.modules,
    params: { seed: 0, firstThread: 0, firstStep: 0, steps: 1, stepSize: 0.01, noise: 1, traced: 0, pathLength: 1 },
    reference(arrays, params, threads) {
      const { positions, progress, paths, acceptances } = arrays as Record<
        'positions' | 'progress' | 'paths' | 'acceptances',
        Float64Array
      >;
      for (let chain = params.firstThread; chain < params.firstThread + threads; chain++) {
        const walker = new Walker(target, params, chain, [positions[2 * chain], positions[2 * chain + 1]]);
        for (let step = params.firstStep; step < params.firstStep + params.steps; step++) {
          if (walker.advance(step)) acceptances[0]++;
          if (chain < params.traced)
            paths.set(walker.position, 2 * (((step + 1) % params.pathLength) * params.traced + chain));
        }
        positions.set(walker.position, 2 * chain);
      }
      progress[0] += threads * params.steps;
    },
  });
}

/** One chain with what it remembers between steps: log p and its score where it stands. */
class Walker {
  position: Vector2;
  #logDensity: number;
  #score: Vector2;
  readonly #target: Density;
  readonly #params: LangevinMalaParams;
  readonly #chain: number;
  readonly #words = new Uint32Array(2);
  readonly #normals = new Float64Array(2);

  constructor(target: Density, params: LangevinMalaParams, chain: number, start: Vector2) {
    this.#target = target;
    this.#params = params;
    this.#chain = chain;
    this.position = start;
    this.#logDensity = target.logDensity(...start);
    this.#score = target.score(...start);
  }

  /** Proposes and decides; whether it moved. */
  advance(step: number): boolean {
    const { seed, stepSize, noise } = this.#params;
    noiseNormals(seed, this.#chain, step, this.#normals);
    threefry2x32(seed, streams.accept, this.#chain, step, this.#words);
    const threshold = Math.log(uniformFromWord(this.#words[0]));
    const proposal = langevinStep(this.position, this.#score, this.#normals, stepSize, noise);
    const logDensity = this.#target.logDensity(...proposal);
    const score = this.#target.score(...proposal);
    const rise = logDensity - this.#logDensity;
    const ratio = malaLogRatio(rise, this.#score, score, this.#normals, stepSize, noise);
    if (![...proposal, ...score, rise].every(Number.isFinite) || !(threshold < ratio)) return false;
    this.position = proposal;
    this.#logDensity = logDensity;
    this.#score = score;
    return true;
  }
}
