// What the tests of the three Langevin kernels share: starts, tolerances, and the splits that must not matter.
import { createHash } from 'node:crypto';
import type { Backend, DeviceArray } from '../../src/compute/backend';
import type { Kernel } from '../../src/compute/kernel';
import type { AgreeArray, Tolerance } from './agree';

/** Positions [chains, 2] that fill [-3.5, 3.5]² evenly (an additive recurrence in two irrationals), exact in float32. */
export function spreadStarts(chains: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: 2 * chains }, (_, i) => {
    const turns = ((i >> 1) + 1) * (i % 2 === 0 ? 0.7548776662466927 : 0.5698402909980532);
    return 7 * (turns % 1) - 3.5;
  });
}

export const EXACT: Tolerance = { absolute: 0, relative: 0 };

/** Steps of the comparisons below. */
export const COMPARED_STEPS = 3;

/**
 * A float32 step of ours is wrong by about 2e-6: 24-bit positions up to 6 (4e-7), normals to 3e-6 times the spread .35,
 * a score up to 30 to 1e-6 relative times the step .0625. Between the bumps of `threeBumps` the Hessian reaches 26, so an
 * error grows at most (1 + .0625·26) = 2.6 times a step: 2e-6 (1 + 2.6 + 2.6²) = 2e-5, doubled for the bumps' far sides.
 */
export const COMPARED_STEP_SIZE = 0.0625;
export const PATH_TOLERANCE: Tolerance = { absolute: 4e-5, relative: 1e-6 };

const TRACED = 3;
const PATH_LENGTH = 2;

/** Arrays of a launch of `threads` chains that all Langevin kernels have, and the params that go with them. */
export function langevinCase(threads: number, positions = spreadStarts(threads)) {
  const traced = Math.min(TRACED, threads);
  const arrays: Record<string, AgreeArray> = {
    positions: { values: positions, tolerance: PATH_TOLERANCE },
    progress: { type: 'u32', values: [2 ** 32 - 5], tolerance: EXACT },
    paths: { length: 2 * traced * PATH_LENGTH, tolerance: PATH_TOLERANCE },
  };
  return { arrays, params: { seed: 2026, firstStep: 5, steps: COMPARED_STEPS, traced, pathLength: PATH_LENGTH } };
}

/** One thousand steps in one launch, in ten, and in pieces of no system. */
export const SPLITS: readonly (readonly number[])[] = [
  [1000],
  Array.from({ length: 10 }, () => 100),
  [1, 2, 3, 61, 333, 99, 1, 500],
];

type SteppedParams = { readonly [name: string]: number };

/** SHA-256 of the positions after the launches of `split`, each cut into slices of the chains. */
export async function hashAfter<P extends SteppedParams>(
  backend: Backend,
  kernel: Kernel<P>,
  {
    split,
    slices,
    params,
    levels,
  }: { split: readonly number[]; slices: readonly number[]; params: Partial<P>; levels?: readonly number[] },
): Promise<string> {
  await backend.prepare(kernel);
  const chains = slices.reduce((sum, slice) => sum + slice, 0);
  const arrays: Record<string, DeviceArray> = {
    positions: backend.create('positions', 'f32', 2 * chains),
    progress: backend.create('progress', 'u32', 1),
    acceptances: backend.create('acceptances', 'u32', 1),
    paths: backend.create('paths', 'f32', 2),
    levels: backend.create('levels', 'f32', levels?.length ?? 2),
  };
  backend.write(arrays['positions'], spreadStarts(chains));
  if (levels) backend.write(arrays['levels'], levels);
  let firstStep = 0;
  for (const steps of split) {
    let firstThread = 0;
    for (const threads of slices) {
      backend.dispatch(kernel, { arrays, threads, params: { ...params, firstStep, steps, firstThread } });
      firstThread += threads;
    }
    firstStep += steps;
  }
  const positions = await backend.read(arrays['positions']);
  const [progress] = await backend.read(arrays['progress']);
  if (progress !== (chains * firstStep) % 2 ** 32) throw new Error(`progress is ${progress}: not all launches ran`);
  for (const array of Object.values(arrays)) backend.destroy(array);
  return createHash('sha256').update(positions).digest('hex');
}
