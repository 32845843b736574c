// Many starts of a mixture of isotropic Gaussians, moved by one of five methods. MATHS.md 1.3 to 1.5.
import type { Backend, DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import { averageUpdate } from '../kernels/average-update';
import type { Responsibility } from '../kernels/component-lines';
import { encoderUpdate } from '../kernels/encoder-update';
import { mixtureAscent } from '../kernels/mixture-ascent';
import { mixtureColumns, mixtureSums, type MixtureShape } from '../kernels/mixture-sums';
import { mixtureUpdate, type UpdateParams } from '../kernels/mixture-update';
import { featureCount, type EncoderKind } from './encoder';
import { Ensemble, type StepLength } from './ensemble';
import { Starts, type Slice } from './starts';
import type { Mistake } from './ways';

/**
 * `coordinate`: exact inner and outer steps; `inner`: so many steps along the gradient in logits in place of the exact inner one; `stochastic`:
 * natural steps; `plain`: steps along the ordinary gradient; `amortised`: responsibilities of an encoder, which climbs along its own gradient.
 */
export type MixtureMethod = 'coordinate' | 'inner' | 'stochastic' | 'plain' | 'amortised';

export interface MixtureEnsembleOptions extends MixtureShape {
  /** f32 [points, D] */
  readonly data: DeviceArray;
  readonly points: number;
  /** R */
  readonly starts: number;
  readonly method: MixtureMethod;
  readonly innerSteps: number;
  readonly encoder: EncoderKind;
  readonly mistake?: Mistake;
}

const SOURCES: Readonly<Record<MixtureMethod, Responsibility>> = {
  coordinate: 'posterior',
  inner: 'ascent',
  stochastic: 'posterior',
  plain: 'posterior',
  amortised: 'encoder',
};

/** A start's numbers: of each component weight, mean, variance; amortised, of each but the last the slopes of its logit. */
export class MixtureEnsemble extends Ensemble {
  readonly #options: MixtureEnsembleOptions;
  readonly #isAveraged: boolean;
  /** The parameters of the model, and those of the encoder where there is one. */
  readonly #model: DeviceArray;
  readonly #phi: DeviceArray | undefined;

  constructor(backend: Backend, scope: Scope, options: MixtureEnsembleOptions) {
    const { components, dimension, points, starts: count, method, innerSteps, data } = options;
    // Data whose gradients are averaged stay alike: a constant encoder gives their shares.
    const isAveraged = options.mistake === 'averagedLocalGradients' && SOURCES[method] === 'posterior';
    const source = isAveraged ? 'encoder' : SOURCES[method];
    const starts = new Starts(backend, scope, {
      data,
      points,
      starts: count,
      columns: mixtureColumns(options, source),
      work: components * (source === 'ascent' ? 1 + innerSteps : 1),
      sums: (variant) => mixtureSums(options, { source, ...variant }),
      ...(source === 'ascent' ? { params: { innerSteps } } : {}),
    });
    super(backend, scope, count, components * (dimension + 2), points, starts.stride);
    this.starts = starts;
    this.#options = options;
    this.#isAveraged = isAveraged;
    this.#model = this.theta;
    if (source === 'encoder')
      this.#phi = scope.create(
        'slopes of the encoders',
        'f32',
        Math.max(1, (components - 1) * (dimension + 2)) * starts.stride,
      );
  }

  async prepare(picked: boolean): Promise<void> {
    const { method } = this.#options;
    await Promise.all([
      this.starts.prepare(false),
      ...(picked ? [this.starts.prepare(true)] : []),
      this.backend.prepare(
        mixtureUpdate,
        ...(method === 'plain' ? [mixtureAscent] : []),
        ...(this.#phi ? [this.#isAveraged ? averageUpdate : encoderUpdate] : []),
      ),
    ]);
  }

  get takesBatches(): boolean {
    return this.#options.method !== 'coordinate' && this.#options.method !== 'inner';
  }

  /** The encoders' slopes, [(K − 1)(D + 2), stride]. */
  override get beside(): Readonly<Record<string, DeviceArray>> {
    return this.#phi ? { slopes: this.#phi } : {};
  }

  protected get inputs(): Readonly<Record<string, DeviceArray>> {
    return { theta: this.#model, ...(this.#phi ? { phi: this.#phi } : {}) };
  }

  protected move(slice: Slice, theta: DeviceArray, length: StepLength, params: Partial<UpdateParams>): void {
    const { dimension, components, method, encoder } = this.#options;
    const { rho, rate, floor } = length;
    const arrays = { totals: slice.totals, theta, bounds: this.bounds };
    if (method === 'plain') {
      const own = { ...params, dimension, components, rate, floor };
      this.backend.dispatch(mixtureAscent, { arrays, threads: slice.starts, params: own });
    } else this.note(slice, theta, { rho, rate, floor }, params);
    if (!this.#phi || components === 1) return;
    const own = { ...params, dimension, components };
    const moved = { totals: slice.totals, phi: this.#phi };
    if (this.#isAveraged) {
      this.backend.dispatch(averageUpdate, { arrays: moved, threads: slice.starts, params: own });
      return;
    }
    const features = featureCount(encoder, dimension);
    this.backend.dispatch(encoderUpdate, {
      arrays: moved,
      threads: (components - 1) * slice.starts,
      params: { ...own, features, rate },
    });
  }

  protected note(slice: Slice, theta: DeviceArray, { rho, floor }: StepLength, params: Partial<UpdateParams>): void {
    const { dimension, components } = this.#options;
    this.backend.dispatch(mixtureUpdate, {
      arrays: { totals: slice.totals, theta, bounds: this.bounds },
      threads: components * slice.starts,
      params: { ...params, dimension, rho, floor },
    });
  }
}

/** Starts at `theta`, [R, rows], over data `x` [n, D], for as long as `use` takes. */
export async function withStarts<T>(
  backend: Backend,
  x: Float32Array,
  theta: ArrayLike<number>,
  options: MixtureShape & Pick<MixtureEnsembleOptions, 'method'> & Partial<MixtureEnsembleOptions>,
  use: (ensemble: MixtureEnsemble) => Promise<T>,
): Promise<T> {
  const scope = new Scope(backend);
  try {
    const { dimension, components } = options;
    const data = scope.create('data', 'f32', x.length);
    backend.write(data, x);
    const [points, starts] = [x.length / dimension, theta.length / (components * (dimension + 2))];
    const ensemble = new MixtureEnsemble(backend, scope, {
      innerSteps: 0,
      encoder: 'constant',
      ...options,
      data,
      points,
      starts,
    });
    await ensemble.prepare(false);
    ensemble.place(theta);
    return await use(ensemble);
  } finally {
    scope.dispose();
  }
}
