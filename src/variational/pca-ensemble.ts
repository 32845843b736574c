// Many starts of probabilistic PCA, by exact sweeps, natural steps or ordinary ones. MATHS.md 1.3, 1.4.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import type { UpdateParams } from '../kernels/mixture-update';
import { pcaColumns, pcaSums } from '../kernels/pca-sums';
import { pcaUpdate, type Family } from '../kernels/pca-update';
import { Ensemble, type StepLength } from './ensemble';
import { Starts, type Slice } from './starts';

export type PcaMethod = 'coordinate' | 'stochastic' | 'plain';

const steps = { coordinate: 'sweep', stochastic: 'natural', plain: 'plain' } as const;

export interface PcaEnsembleOptions {
  /** f32 [points, dimension] */
  readonly data: DeviceArray;
  readonly points: number;
  readonly dimension: number;
  /** R */
  readonly starts: number;
  readonly method: PcaMethod;
  readonly family: Family;
}

/** A start's numbers: the columns of W, then b, then the variance. */
export class PcaEnsemble extends Ensemble {
  readonly #options: PcaEnsembleOptions;
  /** A kernel that was prepared is known by its object. */
  readonly #update: ReturnType<typeof pcaUpdate>;

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
    this.#update = pcaUpdate(steps[options.method], options.family);
  }

  async prepare(picked: boolean): Promise<void> {
    const sums = [this.starts.prepare(false), ...(picked ? [this.starts.prepare(true)] : [])];
    await Promise.all([...sums, this.backend.prepare(this.#update)]);
  }

  get takesBatches(): boolean {
    return this.#options.method !== 'coordinate';
  }

  protected get inputs(): Readonly<Record<string, DeviceArray>> {
    return { theta: this.theta };
  }

  protected move(
    slice: Slice,
    theta: DeviceArray,
    { rho, rate, floor }: StepLength,
    params: Partial<UpdateParams>,
  ): void {
    const { dimension, method } = this.#options;
    this.backend.dispatch(this.#update, {
      arrays: { totals: slice.totals, theta, bounds: this.bounds },
      threads: slice.starts,
      params: { ...params, dimension, rho: method === 'plain' ? rate : rho, floor },
    });
  }

  protected note(slice: Slice, theta: DeviceArray, length: StepLength, params: Partial<UpdateParams>): void {
    this.move(slice, theta, length, params);
  }
}

/** Starts at `theta`, [R, 3 D + 1], over data `x` [n, D], for as long as `use` takes. */
export async function withPcaStarts<T>(
  backend: Backend,
  x: ArrayLike<number>,
  theta: ArrayLike<number>,
  way: Pick<PcaEnsembleOptions, 'dimension' | 'method' | 'family'>,
  use: (ensemble: PcaEnsemble) => Promise<T>,
): Promise<T> {
  const scope = new Scope(backend);
  try {
    const data = scope.create('data', 'f32', x.length);
    backend.write(data, x);
    const [points, starts] = [x.length / way.dimension, theta.length / (3 * way.dimension + 1)];
    const ensemble = new PcaEnsemble(backend, scope, { ...way, data, points, starts });
    await ensemble.prepare(false);
    ensemble.place(theta);
    return await use(ensemble);
  } finally {
    scope.dispose();
  }
}
