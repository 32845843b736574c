// Sums over data from which every update of a mixture of isotropic Gaussians follows, for many starts at once. MATHS.md 1.2 to 1.5.
import { defineKernel, type Kernel, type ReferenceArrays } from '../compute/kernel';
import { climbLogits, LEAST_WEIGHT, logEncoder, logJoint, normalise, shareOf } from '../math/mixture-posterior';
import { componentLines, type Responsibility } from './component-lines';

export type BlockSumsParams = {
  /** Thread of the launch's first: a launch may hold a slice of the threads. */
  firstThread: number;
  /** Data, or data of the batch. */
  points: number;
  /** Data of a thread. */
  span: number;
  /** Starts of this launch, the first of them, and of all arrays by start. */
  starts: number;
  firstStart: number;
  stride: number;
  /** Where the batch begins in `picks`. */
  firstPick: number;
};

export type MixtureSumsParams = BlockSumsParams & {
  /** Of the source 'ascent': steps of length 1 along the gradient in logits, from the prior on. */
  innerSteps: number;
};

export const blockSumsParams: BlockSumsParams = {
  firstThread: 0,
  points: 1,
  span: 1,
  starts: 1,
  firstStart: 0,
  stride: 1,
  firstPick: 0,
};

export interface MixtureShape {
  /** D, 1 to 8, and K, 1 to 16. */
  readonly dimension: number;
  readonly components: number;
}

export interface SumsVariant {
  /** Default 'posterior'. */
  readonly source?: Responsibility;
  /** The data are those that `picks` names. */
  readonly picked?: boolean;
}

/** Bound and evidence come before the components' numbers. */
export const HEAD_COLUMNS = 2;

/** Numbers of a start in a row of `sums`. */
export function mixtureColumns({ dimension, components }: MixtureShape, source?: Responsibility): number {
  return HEAD_COLUMNS + (source === 'encoder' ? 2 * components - 1 : components) * (dimension + 2);
}

/** Conditions of a dimension, for lib/place. */
export function placeConditions(dimension: number): Readonly<Record<string, boolean>> {
  return Object.fromEntries(Array.from({ length: 7 }, (_, j) => [`d${j + 2}`, dimension >= j + 2]));
}

/**
 * Arrays: `data` f32 [N, D]; `theta` f32 [K (D + 2), stride], of each component its weight, mean and variance; of a source 'given'
 * `given` f32 [stride, points, K]; of 'encoder' `phi` f32 [(K − 1) (D + 2), stride], by component the logit's slopes in (1, x, |x|²);
 * picked, `picks` u32; written: `sums` f32 [blocks, columns, starts] with columns Σ bound and Σ evidence in units of log 2, then
 * of each component Σ r, Σ r (x − μ), Σ r |x − μ|², then, encoded, of each but the last the gradient of the bound
 * in phi in those units. Launch blocks · starts threads or a slice of them, blocks = ⌈points / span⌉.
 */
export function mixtureSums(
  { dimension, components }: MixtureShape,
  { source = 'posterior', picked = false }: SumsVariant = {},
): Kernel<MixtureSumsParams> {
  return defineKernel<MixtureSumsParams>({
    name: 'mixtureSums',
    module: 'kernels/mixture-sums',
    modules: { components: componentLines(components, source) },
    conditions: {
      ...placeConditions(dimension),
      given: source === 'given',
      encoded: source === 'encoder',
      ascent: source === 'ascent',
      picked,
    },
    params: { ...blockSumsParams, innerSteps: 0 },
    reference(arrays, params, threads) {
      const shape = { dimension, components };
      const columns = mixtureColumns(shape, source);
      for (let thread = params.firstThread; thread < params.firstThread + threads; thread++) {
        const [block, unit] = [Math.floor(thread / params.starts), thread % params.starts];
        const sums = new Float64Array(columns);
        const one = new OneStart(arrays, params, shape, params.firstStart + unit);
        const last = Math.min((block + 1) * params.span, params.points);
        for (let i = block * params.span; i < last; i++) one.add(sums, i, source);
        for (let column = 0; column < columns; column++)
          arrays['sums'][(block * columns + column) * params.starts + unit] = sums[column];
      }
    },
  });
}

/** What one start's sums are made of, without an allocation a datum. */
class OneStart {
  readonly #arrays: ReferenceArrays;
  readonly #params: MixtureSumsParams;
  readonly #shape: MixtureShape;
  readonly #start: number;
  readonly #phi: Float64Array;
  readonly #theta: Float64Array;
  readonly #x: Float64Array;
  readonly #joint: Float64Array;
  readonly #shares: Float64Array;
  readonly #logits: Float64Array;

  constructor(arrays: ReferenceArrays, params: MixtureSumsParams, shape: MixtureShape, start: number) {
    const { dimension, components } = shape;
    const column = (values: Float64Array | Uint32Array | undefined, rows: number): Float64Array =>
      Float64Array.from({ length: values ? rows : 0 }, (_, row) => values?.[row * params.stride + start] ?? 0);
    this.#arrays = arrays;
    this.#params = params;
    this.#shape = shape;
    this.#start = start;
    this.#theta = column(arrays['theta'], components * (dimension + 2));
    this.#phi = column(arrays['phi'], (components - 1) * (dimension + 2));
    this.#x = new Float64Array(dimension);
    [this.#joint, this.#shares, this.#logits] = [0, 1, 2].map(() => new Float64Array(components));
  }

  add(sums: Float64Array, i: number, source: Responsibility): void {
    const { dimension, components } = this.#shape;
    const datum = this.#arrays['picks']?.[this.#params.firstPick + i] ?? i;
    for (let j = 0; j < dimension; j++) this.#x[j] = this.#arrays['data'][datum * dimension + j];
    logJoint(this.#theta, this.#x, this.#joint);
    const evidence = normalise(this.#joint, this.#shares);
    let bound = evidence;
    if (source === 'given') bound = this.#readShares(i);
    else if (source === 'encoder') bound = this.#encode(sums);
    else if (source === 'ascent') bound = this.#ascend();
    sums[0] += bound / Math.LN2;
    sums[1] += evidence / Math.LN2;
    for (let k = 0; k < components; k++) this.#addMoments(sums, k);
  }

  #addMoments(sums: Float64Array, k: number): void {
    const { dimension } = this.#shape;
    const at = HEAD_COLUMNS + k * (dimension + 2);
    const r = this.#shares[k];
    sums[at] += r;
    for (let j = 0; j < dimension; j++) {
      const away = this.#x[j] - this.#theta[k * (dimension + 2) + 1 + j];
      sums[at + 1 + j] += r * away;
      sums[at + 1 + dimension] += r * away * away;
    }
  }

  #readShares(i: number): number {
    const { components } = this.#shape;
    const row = (this.#start * this.#params.points + i) * components;
    let bound = 0;
    for (let k = 0; k < components; k++) {
      this.#shares[k] = this.#arrays['given'][row + k];
      bound += shareOf(this.#shares[k], this.#joint[k]);
    }
    return bound;
  }

  /** Shares after the steps of the inner ascent. */
  #ascend(): number {
    const { dimension, components } = this.#shape;
    for (let k = 0; k < components; k++)
      this.#logits[k] = Math.log(Math.max(this.#theta[k * (dimension + 2)], LEAST_WEIGHT));
    return climbLogits(this.#joint, this.#logits, this.#shares, this.#params.innerSteps);
  }

  /** Shares of the encoder; adds its gradient. */
  #encode(sums: Float64Array): number {
    const { dimension, components } = this.#shape;
    logEncoder(this.#phi, this.#x, this.#logits);
    const logAll = normalise(this.#logits, this.#shares);
    let bound = 0;
    for (let k = 0; k < components; k++) bound += this.#shares[k] * (this.#joint[k] - (this.#logits[k] - logAll));
    const square = this.#x.reduce((sum, x) => sum + x * x, 0);
    for (let k = 0; k < components - 1; k++) {
      const at = HEAD_COLUMNS + (components + k) * (dimension + 2);
      const slope = (this.#shares[k] * (this.#joint[k] - (this.#logits[k] - logAll) - bound)) / Math.LN2;
      sums[at] += slope;
      for (let j = 0; j < dimension; j++) sums[at + 1 + j] += slope * this.#x[j];
      sums[at + 1 + dimension] += slope * square;
    }
    return bound;
  }
}
