// Single rows of the sampler's table, each on its own particles, or one after the other on the same: what measures a step, a
// denoiser or a chain with the kernel that samples. MATHS.md 2.3, 2.6.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import type { StepNoise } from '../kernels/diffusion-steps';
import { denoiserAt, type DenoiserOptions, type SamplerRow } from '../math/diffusion-sampler';
import type { NoiseLevel } from '../math/diffusion-schedule';
import { FusedSteps, inPlane } from './fused-steps';

export interface RowBlocksOptions {
  /** Row-major [points, dimension]; without it rows do not denoise. */
  readonly data?: ArrayLike<number>;
  readonly dimension: 1 | 2;
  readonly rows: readonly SamplerRow[];
  /** z of the particles of each row, row-major [n, dimension]; a chain has one block that goes through all rows. */
  readonly blocks: readonly ArrayLike<number>[];
  /** Drawn from this seed, or ξ for each block (of a chain for each row), of the block's shape; default none. */
  readonly noise?: number | readonly ArrayLike<number>[];
}

/** Pairs of a submission. */
const SUBMITTED = 2 ** 20;

/** z ← z·`z` + x̂·`x` at a noise level, as a row: the denoiser itself is { z: 0, x: 1 }. */
export function denoiserRow(
  level: Pick<NoiseLevel, 'alpha' | 'sigma'>,
  options: DenoiserOptions,
  form: { readonly z: number; readonly x: number } = { z: 0, x: 1 },
): SamplerRow {
  const { scale, rate, own, share } = denoiserAt(level, options);
  const x = form.x * (options.factor ?? 1);
  return { scale, rate, a: form.z + x * own * scale, b: x * share, c: 0, carryZ: 0, carryX: 0 };
}

/** z ← a·z + c·ξ. */
export function plainRow(a: number, c: number): SamplerRow {
  return { scale: 1, rate: 1, a, b: 0, c, carryZ: 0, carryX: 0 };
}

/** z after each row on its own block. */
export function takeRows(backend: Backend, options: RowBlocksOptions): Promise<Float64Array[]> {
  return take(backend, options, false);
}

/** z of the one block after each of the rows. */
export function takeChain(backend: Backend, options: RowBlocksOptions): Promise<Float64Array[]> {
  return take(backend, options, true);
}

async function take(
  backend: Backend,
  { data, dimension, rows, blocks, noise }: RowBlocksOptions,
  chain: boolean,
): Promise<Float64Array[]> {
  const scope = new Scope(backend);
  try {
    const kind: StepNoise = noise === undefined ? 'none' : typeof noise === 'number' ? 'drawn' : 'given';
    const form = { data: data ?? [0, 0], dimension, rows, evaluations: data ? 1 : 0, noise: kind } as const;
    const fused = new FusedSteps(backend, scope, form);
    await fused.prepare();
    const counts = rows.map((_, row) => blocks[chain ? 0 : row].length / dimension);
    const all = counts.reduce((sum, count) => sum + count, 0);
    const held = chain ? counts[0] : all;
    const arrays = {
      positions: scope.create('places', 'f32', Math.max(2, 2 * held)),
      progress: scope.create('progress', 'u32', 1),
      paths: scope.create('paths', 'f32', chain ? 2 * all : 2),
      ...(kind === 'given' ? { noise: scope.create('noise', 'f32', 2 * all) } : {}),
    };
    const flat = (parts: readonly ArrayLike<number>[]): Float64Array =>
      inPlane(
        parts.flatMap((part) => Array.from(part)),
        dimension,
      );
    backend.write(arrays.positions, flat(blocks));
    if (arrays.noise) backend.write(arrays.noise, flat(noise as readonly ArrayLike<number>[]));
    const seed = typeof noise === 'number' ? noise : 0;
    let [first, pairs] = [0, 0];
    counts.forEach((count, row) => {
      const [firstParticle, lastParticle] = chain ? [0, count] : [first, first + count];
      // Given noise of a block lies where its particles do; of a chain row by row.
      const shape = chain
        ? { noiseColumns: count, traced: count, pathLength: rows.length }
        : { noiseColumns: 1, noiseStep: row };
      if (count > 0) fused.dispatch(arrays, { seed, firstParticle, lastParticle, firstStep: row, steps: 1, ...shape });
      first += count;
      pairs += count * fused.pairs;
      if (pairs < SUBMITTED) return;
      backend.submit();
      pairs = 0;
    });
    backend.submit();
    const read = await backend.read(chain ? arrays.paths : arrays.positions);
    // The ring of paths holds what follows the last row first.
    let passed = 0;
    const starts = counts.map((count, row) => {
      passed += count;
      return chain ? ((row + 1) % rows.length) * held : passed - count;
    });
    return counts.map((count, row) =>
      Float64Array.from(
        { length: count * dimension },
        (_, i) => read[2 * (starts[row] + Math.floor(i / dimension)) + (i % dimension)],
      ),
    );
  } finally {
    scope.dispose();
  }
}
