// One evaluation from host to host, or from device to device.
import type { Backend, DeviceArray } from '../compute/backend';
import { KernelScore, type ScoreArrays, type ScoreMethod } from './kernel-score';
import type { Lattice } from './lattice';
import { unlessAborted, type Progress } from './paced-work';
import type { PointSource } from './point-set';

export interface KernelScoreOptions extends Progress {
  /** The points x_i, row-major [N, dimension], N from 1 to 2²⁰. */
  readonly data: PointSource;
  /** Where to evaluate, row-major [M, dimension], M from 1 to 2²⁰; or the axes of a grid in the plane. */
  readonly queries: PointSource | Lattice;
  /** 1 to 784. */
  readonly dimension: number;
  /** Bandwidth σ. */
  readonly sigma: number;
  /** Default 'auto', the fastest that applies. */
  readonly method?: ScoreMethod;
}

/** Results on the host. */
export interface HostScore {
  /** [M, dimension] */
  readonly score: Float32Array<ArrayBuffer>;
  /** [M], nats */
  readonly logDensity: Float32Array<ArrayBuffer>;
}

/**
 * The score ∇ log q [M, dimension] and the log density log q [M] (nats) of the Gaussian-kernel density of `data` with
 * bandwidth σ. MATHS.md 3.2, 3.3. Queries on the device give results on the device, two DeviceArrays that the caller destroys;
 * others give Float32Arrays. Places are float32: far from the origin they are rounded by |x|·2⁻²⁴, and a score by that over σ²;
 * shift data and queries by one centre first, in float64, with `centred`: neither result changes. Throws RangeError or TypeError naming the argument, what it was and what is allowed.
 */
export function kernelScore(
  backend: Backend,
  options: KernelScoreOptions & { readonly queries: DeviceArray },
): Promise<{ readonly score: DeviceArray; readonly logDensity: DeviceArray }>;
export function kernelScore(
  backend: Backend,
  options: KernelScoreOptions & { readonly queries: Float32Array | Lattice },
): Promise<HostScore>;
export async function kernelScore(
  backend: Backend,
  { data, dimension, ...request }: KernelScoreOptions,
): Promise<HostScore | { readonly score: DeviceArray; readonly logDensity: DeviceArray }> {
  const engine = new KernelScore(backend, data, dimension);
  try {
    const { score, logDensity } = await engine.evaluate(request);
    return 'id' in request.queries ? { score, logDensity } : await readScore(backend, { score, logDensity });
  } finally {
    engine.dispose();
  }
}

/** Reads results back and frees them; an abort does not wait for the reading. */
export async function readScore(
  backend: Backend,
  { score, logDensity }: ScoreArrays,
  signal?: AbortSignal,
): Promise<HostScore> {
  const arrays = [score, logDensity];
  try {
    const reading = Promise.all(arrays.map((array) => backend.read(array)));
    const [scores, densities] = await unlessAborted(reading, signal);
    return { score: Float32Array.from(scores), logDensity: Float32Array.from(densities) };
  } finally {
    for (const array of arrays) backend.destroy(array);
  }
}
