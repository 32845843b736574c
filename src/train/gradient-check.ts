// What the device's gradients should be: slopes of the loss in float64; and what a training step does to a linear model.
import type { Backend } from '../compute/backend';
import { parabolaBatch } from '../math/linear-training';
import { layersOf } from '../math/network';
import { float32, float64 } from '../math/rounding';
import { scorePass, type ScoreModel } from '../math/score-model';
import { dot, length } from '../math/vectors';
import { batchGradient, type GivenBatch } from './batch-gradient';
import type { Network } from './check-network';

/** A slope along a direction in the weights of one layer: the device's, the one of the loss, and what rounding may make of it. */
export interface LayerSlope {
  readonly device: number;
  readonly slope: number;
  readonly rounding: number;
  /** The size of gradients there. */
  readonly scale: number;
}

/** Of the weights' size: what is cut off, of order step², and what float64 rounds, 2⁻⁵³/step, are both far below float32. */
const STEP = 1e-5;

/** The weights of each layer, or all of a linear model, as [from, to). */
function partsOf(model: ScoreModel): readonly (readonly [number, number])[] {
  if (model.model === 'linear') return [[0, model.dimension + 1]];
  return layersOf(model).map(({ at, from, to }) => [at, at + (from + 1) * to] as const);
}

/** Numbers of which one is rounded into the next, forwards and backwards: layers, and terms of a sum in each. */
function roundings(model: ScoreModel): number {
  return model.model === 'linear' ? 16 : 2 * (model.layers + 1) * (Math.max(model.width, model.dimension) + 16);
}

/** The mean loss of a batch in float64; `each` is told the gradient of every sample. */
export function batchLoss(
  { model, weights }: { readonly model: ScoreModel; readonly weights: ArrayLike<number> },
  { sigma, index, noise, data, weighting }: GivenBatch,
  each?: (gradient: Float64Array) => void,
): number {
  const pass = scorePass(model);
  const { dimension: d } = model;
  const share = weighting === 'variance' ? sigma ** 2 : 1;
  const [x, score] = [new Float64Array(d), new Float64Array(d)];
  let loss = 0;
  index.forEach((datum, i) => {
    for (let j = 0; j < d; j++) x[j] = data[d * datum + j] + sigma * noise[d * i + j];
    pass.score(weights, 0, x, sigma, score);
    const residual = score.map((value, j) => value + noise[d * i + j] / sigma);
    loss += (share * dot(residual, residual)) / 2 / index.length;
    if (!each) return;
    const gradient = new Float64Array(weights.length);
    pass.backward(
      residual.map((value) => share * value),
      gradient,
      0,
    );
    each(gradient);
  });
  return loss;
}

/** Along one direction of signs in each layer, drawn from `uniform`. */
export async function layerSlopes(
  backend: Backend,
  { model, weights }: Network,
  batch: GivenBatch,
  uniform: () => number,
): Promise<readonly LayerSlope[]> {
  const device = await batchGradient(backend, { model, weights }, batch);
  const parts = partsOf(model);
  const sizes = parts.map(() => 0);
  batchLoss({ model, weights }, batch, (gradient) =>
    parts.forEach(([from, to], part) => {
      sizes[part] += (length(gradient.subarray(from, to)) * Math.sqrt(to - from)) / batch.index.length;
    }),
  );
  return parts.map(([from, to], part) => {
    const along = Float64Array.from(weights, (_, k) => (k < from || k >= to ? 0 : uniform() < 0.5 ? -1 : 1));
    const size = STEP * Math.max(1e-3, length(weights.subarray(from, to)) / Math.sqrt(to - from));
    const at = (share: number): number =>
      batchLoss({ model, weights: Float64Array.from(weights, (weight, k) => weight + share * size * along[k]) }, batch);
    const [slope, narrow] = [1, 0.5].map((share) => (at(share) - at(-share)) / (2 * share * size));
    // What a difference cuts off is four thirds of what half of the step changes; what float64 rounds is divided by the step.
    const cut = 2 * Math.abs(slope - narrow) + (float64.operations(roundings(model)) * at(0)) / size;
    // Forwards and backwards, in a product with what else is rounded: twice the roundings of either.
    const rounding = 4 * float32.operations(roundings(model)) * sizes[part] + cut;
    return { device: dot(device.subarray(0, -1), along), slope, rounding, scale: sizes[part] };
  });
}

/** Of a weight's size, or of 1: the loss is a parabola in each weight, so that any spacing gives its slope. */
const SPACING = 2 ** -4;

/** How plain steps at this rate act on each weight [a, b] of a linear model, measured on the device: 1 − η ∂²J. */
export async function linearTrainingMap(
  backend: Backend,
  weights: ArrayLike<number>,
  points: ArrayLike<number>,
  settings: Pick<GivenBatch, 'sigma' | 'weighting'> & { readonly rate: number },
): Promise<number[]> {
  const dimension = weights.length - 1;
  const batch = { ...settings, data: points, ...parabolaBatch(points.length / dimension, dimension) };
  const factors: number[] = [];
  for (let k = 0; k < weights.length; k++) {
    const ends: number[] = [];
    for (const sign of [1, -1]) {
      const moved = Float32Array.from(weights);
      moved[k] += sign * SPACING * Math.max(1, Math.abs(moved[k]));
      ends.push(
        moved[k],
        (await batchGradient(backend, { model: { model: 'linear', dimension }, weights: moved }, batch))[k],
      );
    }
    const [high, up, low, down] = ends;
    factors.push(1 - (settings.rate * (up - down)) / (high - low));
  }
  return factors;
}
