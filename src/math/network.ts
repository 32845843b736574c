// A multilayer perceptron in float64: what it says at a place, and how that depends on each of its weights. Twin of
// shaders/kernels/network-pass.wgsl. MATHS.md 3.6.
import { normalSource } from './random';

export const activations = ['tanh', 'softplus', 'silu'] as const;
export type Activation = (typeof activations)[number];

export interface NetworkShape {
  /** d, of places and of what comes out: 1 to 64. */
  readonly dimension: number;
  /** log σ is one more input. */
  readonly conditional: boolean;
  /** Hidden layers, 1 to 4. */
  readonly layers: number;
  /** Neurons of a hidden layer, 8 to 256, a multiple of four. */
  readonly width: number;
  readonly activation: Activation;
}

/** One affine map: y = xW + b, W row-major [from, to] at `at`, b [to] behind it. */
export interface Layer {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export function layersOf({ dimension, conditional, layers, width }: NetworkShape): readonly Layer[] {
  const sizes = [dimension + (conditional ? 1 : 0), ...Array.from({ length: layers }, () => width), dimension];
  let at = 0;
  return sizes.slice(1).map((to, index) => {
    const from = sizes[index];
    const layer = { at, from, to };
    at += (from + 1) * to;
    return layer;
  });
}

/** Weights and biases of all layers. */
export function weightCount(shape: NetworkShape): number {
  return layersOf(shape).reduce((sum, { from, to }) => sum + (from + 1) * to, 0);
}

/** Second word of the key of the draws that a network begins with. */
const WEIGHT_STREAM = 0x3e19;

/** Normal weights of variance 1/from, so that a layer keeps the size of what comes in; biases 0. They depend on the seed alone. */
export function initialWeights(shape: NetworkShape, seed: number): Float32Array<ArrayBuffer> {
  const normal = normalSource(seed, WEIGHT_STREAM);
  const weights = new Float32Array(weightCount(shape));
  for (const { at, from, to } of layersOf(shape))
    for (let k = 0; k < from * to; k++) weights[at + k] = normal() / Math.sqrt(from);
  return weights;
}

/** h(a) and h′(a) into `out`. */
function activate(activation: Activation, a: number, out: [number, number]): void {
  if (activation === 'tanh') {
    out[0] = Math.tanh(a);
    out[1] = 1 - out[0] * out[0];
    return;
  }
  const share = Math.exp(-Math.abs(a));
  const sigmoid = a > 0 ? 1 / (1 + share) : share / (1 + share);
  if (activation === 'softplus') {
    out[0] = Math.max(a, 0) + Math.log1p(share);
    out[1] = sigmoid;
  } else {
    out[0] = a * sigmoid;
    out[1] = sigmoid * (1 + a * (1 - sigmoid));
  }
}

/** A network that remembers what its last pass forward went through. */
export class NetworkPass {
  /** Set before `forward`. */
  readonly input: Float64Array;
  readonly output: Float64Array;
  readonly #activation: Activation;
  readonly #layers: readonly Layer[];
  /** Of each layer but the last: h and h′. */
  readonly #values: readonly Float64Array[];
  readonly #slopes: readonly Float64Array[];
  readonly #pair: [number, number] = [0, 0];

  constructor(shape: NetworkShape) {
    this.#activation = shape.activation;
    this.#layers = layersOf(shape);
    const hidden = this.#layers.slice(0, -1);
    this.input = new Float64Array(this.#layers[0].from);
    this.output = new Float64Array(shape.dimension);
    this.#values = hidden.map(({ to }) => new Float64Array(to));
    this.#slopes = hidden.map(({ to }) => new Float64Array(to));
  }

  /** Writes `output`; the weights begin at `first`. */
  forward(weights: ArrayLike<number>, first = 0): void {
    let input = this.input;
    this.#layers.forEach(({ at, from, to }, index) => {
      const values = this.#values[index] ?? this.output;
      const bias = first + at + from * to;
      for (let i = 0; i < to; i++) values[i] = weights[bias + i];
      for (let j = 0; j < from; j++)
        for (let i = 0; i < to; i++) values[i] += input[j] * weights[first + at + j * to + i];
      if (index < this.#values.length) this.#bend(values, this.#slopes[index]);
      input = values;
    });
  }

  /** Adds to `gradients`, from `into` on, those of a number whose gradient in the last `output` is `pull`. */
  backward(
    weights: ArrayLike<number>,
    first: number,
    pull: ArrayLike<number>,
    gradients: Float64Array,
    into = 0,
  ): void {
    let delta = Float64Array.from(pull);
    for (let index = this.#layers.length - 1; index >= 0; index--) {
      const { at, from, to } = this.#layers[index];
      const input = this.#values[index - 1] ?? this.input;
      const before = new Float64Array(from);
      for (let j = 0; j < from; j++) {
        for (let i = 0; i < to; i++) {
          gradients[into + at + j * to + i] += input[j] * delta[i];
          before[j] += weights[first + at + j * to + i] * delta[i];
        }
        if (index > 0) before[j] *= this.#slopes[index - 1][j];
      }
      for (let i = 0; i < to; i++) gradients[into + at + from * to + i] += delta[i];
      delta = before;
    }
  }

  #bend(values: Float64Array, slopes: Float64Array): void {
    for (let i = 0; i < values.length; i++) {
      activate(this.#activation, values[i], this.#pair);
      [values[i], slopes[i]] = this.#pair;
    }
  }
}
