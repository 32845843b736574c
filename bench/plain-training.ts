// What one would write without a GPU, and then tune: steps of Adam on a network 2 → H → H → 2 with tanh, by denoising score
// matching. Float64 scratch, nothing allocated inside, each weight loaded once for four samples, rows of weights side by side.
import { chooseSample, sampleNoise } from '../src/math/noisy-sample';
import { descentFactors, EPSILON, usualDescent } from '../src/math/descent';
import { uniformSource } from '../src/math/random';

const LANES = 4;

/** One affine map with what training keeps of it: rows of `from` weights and a bias. */
class Map {
  readonly weights: Float64Array;
  readonly gradients: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** What comes out, and what pulls at it, four samples together. */
  readonly values: Float64Array;
  readonly pulls: Float64Array;

  constructor(
    readonly from: number,
    readonly to: number,
    uniform: () => number,
  ) {
    const size = to * (from + 1);
    this.weights = Float64Array.from({ length: size }, () => (uniform() - 0.5) * Math.sqrt(12 / from));
    [this.gradients, this.first, this.second] = [0, 0, 0].map(() => new Float64Array(size));
    [this.values, this.pulls] = [0, 0].map(() => new Float64Array(LANES * to));
  }

  forward(input: Float64Array, bends: boolean): void {
    const { from, to, weights, values } = this;
    for (let i = 0; i < to; i++) {
      const row = i * (from + 1);
      const bias = weights[row + from];
      let [a, b, c, d] = [bias, bias, bias, bias];
      for (let j = 0; j < from; j++) {
        const w = weights[row + j];
        a += w * input[4 * j];
        b += w * input[4 * j + 1];
        c += w * input[4 * j + 2];
        d += w * input[4 * j + 3];
      }
      values[4 * i] = bends ? Math.tanh(a) : a;
      values[4 * i + 1] = bends ? Math.tanh(b) : b;
      values[4 * i + 2] = bends ? Math.tanh(c) : c;
      values[4 * i + 3] = bends ? Math.tanh(d) : d;
    }
  }

  /** From `pulls` to the gradients, and to `before`, what pulls at the input; both add. */
  backward(input: Float64Array, before?: Float64Array): void {
    const { from, to, weights, gradients, pulls } = this;
    for (let i = 0; i < to; i++) {
      const row = i * (from + 1);
      const [a, b, c, d] = [pulls[4 * i], pulls[4 * i + 1], pulls[4 * i + 2], pulls[4 * i + 3]];
      for (let j = 0; j < from; j++) {
        const at = 4 * j;
        gradients[row + j] += a * input[at] + b * input[at + 1] + c * input[at + 2] + d * input[at + 3];
        if (!before) continue;
        const w = weights[row + j];
        before[at] += w * a;
        before[at + 1] += w * b;
        before[at + 2] += w * c;
        before[at + 3] += w * d;
      }
      gradients[row + from] += a + b + c + d;
    }
  }

  step(scale: number, factors: ReturnType<typeof descentFactors>): void {
    const { weights, gradients, first, second } = this;
    const { momentum, fresh, secondFresh, firstCorrection, secondCorrection, rate } = factors;
    for (let k = 0; k < weights.length; k++) {
      const g = scale * gradients[k];
      first[k] = momentum * first[k] + fresh * g;
      second[k] += secondFresh * (g * g - second[k]);
      weights[k] -= (rate * firstCorrection * first[k]) / (Math.sqrt(secondCorrection * second[k]) + EPSILON);
    }
    gradients.fill(0);
  }
}

export class PlainTraining {
  readonly #maps: readonly Map[];
  readonly #input = new Float64Array(2 * LANES);
  readonly #wanted = new Float64Array(2 * LANES);
  readonly #noise = new Float64Array(2);
  readonly #choice = { datum: 0, level: 0 };
  #step = 0;

  constructor(
    readonly data: Float32Array,
    readonly sigma: number,
    width: number,
  ) {
    const uniform = uniformSource(3);
    this.#maps = [new Map(2, width, uniform), new Map(width, width, uniform), new Map(width, 2, uniform)];
  }

  /** A batch of a multiple of four. */
  step(batch: number): void {
    for (let first = 0; first < batch; first += LANES) this.#four(first);
    const factors = descentFactors(usualDescent, this.#step++);
    for (const map of this.#maps) map.step(1 / batch, factors);
  }

  #four(first: number): void {
    const [one, two, last] = this.#maps;
    for (let lane = 0; lane < LANES; lane++) this.#draw(first + lane, lane);
    one.forward(this.#input, true);
    two.forward(one.values, true);
    last.forward(two.values, false);
    for (let k = 0; k < 2 * LANES; k++) last.pulls[k] = last.values[k] - this.#wanted[k];
    two.pulls.fill(0);
    last.backward(two.values, two.pulls);
    for (let k = 0; k < two.pulls.length; k++) two.pulls[k] *= 1 - two.values[k] * two.values[k];
    one.pulls.fill(0);
    two.backward(one.values, one.pulls);
    for (let k = 0; k < one.pulls.length; k++) one.pulls[k] *= 1 - one.values[k] * one.values[k];
    one.backward(this.#input);
  }

  #draw(sample: number, lane: number): void {
    const choice = this.#choice;
    chooseSample(3, this.#step, sample, this.data.length / 2, 1, choice);
    sampleNoise(3, this.#step, sample, this.#noise);
    for (let j = 0; j < 2; j++) {
      this.#input[LANES * j + lane] = this.data[2 * choice.datum + j] + this.sigma * this.#noise[j];
      this.#wanted[LANES * j + lane] = -this.#noise[j] / this.sigma;
    }
  }
}
