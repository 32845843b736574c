// Variational inference in probabilistic PCA, one start: the bound and its pieces, and the two-loop sweep. MATHS.md 1.2, 1.3 (V1 to V7).
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { pcaBound as boundKernel, pcaPieces } from '../kernels/pca-bound';
import { checkNumber } from '../math/allowed-range';
import {
  checkCount,
  checkShape,
  countRows,
  LEAST_VARIANCE,
  MOST_COLUMNS,
  MOST_LATENTS,
  MOST_VARIANCE,
  type Numbers,
} from './checks';
import { checkFloor, columnOfRows, DEFAULT_FLOOR } from './mixture';
import { withPcaStarts } from './pca-ensemble';

/** Data and parameters; sizes follow from the arrays, all row-major: N from 1 to 2²⁰, D from 1 to 8, k 1 or 2. */
export interface PcaArguments {
  /** [N, D] */
  readonly x: Numbers;
  /** Loadings [D, k] */
  readonly W: Numbers;
  /** Offset [D] */
  readonly b: Numbers;
  /** Variance s of the noise. */
  readonly s2: number;
}

/** Each [N], nats. */
export interface PcaBound {
  readonly elbo: Float64Array;
  readonly recon: Float64Array;
  readonly klPrior: Float64Array;
  readonly klPost: Float64Array;
  readonly logp: Float64Array;
}

export interface PcaParameters {
  readonly W: Float64Array;
  readonly b: Float64Array;
  readonly s2: number;
}

interface PcaProblem {
  readonly points: number;
  readonly dimension: number;
  readonly latents: number;
  /** [3 D + 1]: the columns of W, then b, then the variance; a second column of zeros where there is one latent. */
  readonly theta: Float64Array;
}

/**
 * The bound of each datum for q = N(m, S), `m` [N, k], `S` [N, k, k] symmetric and positive definite, its pieces and its gap. MATHS.md 1.2.
 * Throws RangeError or TypeError naming the argument, what it was and what is allowed.
 */
export async function pcaBound(
  backend: Backend,
  { m, S, ...model }: PcaArguments & { readonly m: Numbers; readonly S: Numbers },
): Promise<PcaBound> {
  const problem = readPca(model);
  const { points, dimension, theta } = problem;
  const q = packPosterior(m, S, problem);
  const scope = new Scope(backend);
  try {
    const arrays = scope.createAll('pca', {
      data: points * dimension,
      theta: theta.length,
      q: q.length,
      pieces: points * pcaPieces.length,
    });
    backend.write(arrays.data, model.x);
    backend.write(arrays.theta, theta);
    backend.write(arrays.q, q);
    await backend.prepare(boundKernel);
    backend.dispatch(boundKernel, { arrays, threads: points, params: { dimension } });
    const pieces = await backend.read(arrays.pieces);
    const columns = pcaPieces.map((name, column) => [name, columnOfRows(pieces, pcaPieces.length, column)]);
    return Object.fromEntries(columns) as PcaBound;
  } finally {
    scope.dispose();
  }
}

/**
 * One sweep: the exact inner step q ← p(z|x), then the exact outer one. MATHS.md 1.3. The variance stays at or above `floor` (default 10⁻⁶).
 * Throws as `pcaBound`.
 */
export async function pcaSweep(
  backend: Backend,
  { floor = DEFAULT_FLOOR, ...model }: PcaArguments & { readonly floor?: number },
): Promise<PcaParameters> {
  const { dimension, latents, theta } = readPca(model);
  checkFloor(floor);
  const way = { dimension, method: 'coordinate', family: 'full' } as const;
  return withPcaStarts(backend, model.x, theta, way, async (ensemble) => {
    await ensemble.once({ rho: 1, rate: 0, floor });
    return unpackPca(await ensemble.read(), dimension, latents);
  });
}

export function unpackPca(theta: ArrayLike<number>, dimension: number, latents: number): PcaParameters {
  return {
    W: Float64Array.from({ length: dimension * latents }, (_, i) => {
      return theta[(i % latents) * dimension + Math.floor(i / latents)];
    }),
    b: Float64Array.from({ length: dimension }, (_, j) => theta[2 * dimension + j]),
    s2: theta[3 * dimension],
  };
}

function readPca({ x, W, b, s2 }: PcaArguments): PcaProblem {
  const dimension = checkCount('b', b, '[D]', MOST_COLUMNS);
  const latents = countRows('W', W, '[D, k]', dimension, MOST_LATENTS);
  checkNumber('s2', s2, LEAST_VARIANCE, MOST_VARIANCE);
  const points = countRows('x', x, '[N, D]', dimension);
  const theta = new Float64Array(3 * dimension + 1);
  for (let j = 0; j < dimension; j++) {
    for (let l = 0; l < latents; l++) theta[l * dimension + j] = W[j * latents + l];
    theta[2 * dimension + j] = b[j];
  }
  theta[3 * dimension] = s2;
  return { points, dimension, latents, theta };
}

/** Rows [m₀, m₁, S₀₀, S₀₁, S₁₁]; a latent that is not there has the prior. */
function packPosterior(m: Numbers, S: Numbers, { points, latents }: PcaProblem): Float64Array {
  checkShape('m', m, '[N, k]', points * latents);
  checkShape('S', S, '[N, k, k]', points * latents * latents);
  const q = new Float64Array(5 * points);
  for (let i = 0; i < points; i++) {
    const row = latents === 1 ? [m[i], 0, S[i], 0, 1] : [m[2 * i], m[2 * i + 1], S[4 * i], S[4 * i + 1], S[4 * i + 3]];
    const transposed = latents === 1 ? 0 : S[4 * i + 2];
    if (!(row[2] > 0 && row[2] * row[4] > row[3] * row[3]) || Math.abs(row[3] - transposed) > 1e-5 * (row[2] + row[4]))
      throw new RangeError(`S of datum ${i} is no covariance: symmetric positive definite matrices are allowed`);
    q.set(row, 5 * i);
  }
  return q;
}
