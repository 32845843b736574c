// Many starts of probabilistic PCA, by exact sweeps or natural steps. MATHS.md 1.3, 1.4.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import type { UpdateParams } from '../kernels/mixture-update';
import { pcaColumns, pcaSums } from '../kernels/pca-sums';
import { pcaUpdate } from '../kernels/pca-update';
import { Ensemble, type StepLength } from './ensemble';
import { Starts, type Slice } from './starts';

export type PcaMethod = 'coordinate' | 'stochastic';

const sweepKernel = pcaUpdate('sweep');
const naturalKernel = pcaUpdate('natural');

export interface PcaEnsembleOptions {
  /** f32 [points, dimension] */
  readonly data: DeviceArray;
  readonly points: number;
  readonly dimension: number;
  /** R */
  readonly starts: number;
  readonly method: PcaMethod;
}

/** A start's numbers: the columns of W, then b, then the variance. */
export class PcaEnsemble extends Ensemble {
  readonly #options: PcaEnsembleOptions;

  constructor(backend: Backend, scope: Scope, options: PcaEnsembleOptions) {
    const { dimension, points, starts: count, data } = options;
    const starts = new Starts(backend, scope, {
      data,
      points,
      starts: count,
      columns: pcaColumns(dimension),
      work: 2,
      sums: (variant) => pcaSums(dimension, variant),
    });
    super(backend, scope, count, 3 * dimension + 1, points, starts.stride);
    this.starts = starts;
    this.#options = options;
  }

  async prepare(picked: boolean): Promise<void> {
    const sums = [this.starts.prepare(false), ...(picked ? [this.starts.prepare(true)] : [])];
    await Promise.all([...sums, this.backend.prepare(sweepKernel, naturalKernel)]);
  }

  get takesBatches(): boolean {
    return this.#options.method === 'stochastic';
  }

  protected get inputs(): Readonly<Record<string, DeviceArray>> {
    return { theta: this.theta };
  }

  protected move(slice: Slice, theta: DeviceArray, { rho, floor }: StepLength, params: Partial<UpdateParams>): void {
    const { dimension, method } = this.#options;
    this.backend.dispatch(method === 'coordinate' ? sweepKernel : naturalKernel, {
      arrays: { totals: slice.totals, theta, bounds: this.bounds },
      threads: slice.starts,
      params: { ...params, dimension, rho, floor },
    });
  }

  protected note(slice: Slice, theta: DeviceArray, length: StepLength, params: Partial<UpdateParams>): void {
    this.move(slice, theta, length, params);
  }
}
