// Score models, data and samples for the tests of what trains them.
import type { ScoreModel } from '../../src/math/score-model';
import { modelSize } from '../../src/math/score-model';
import { normalSource } from '../../src/math/random';
import { ringPoints } from './score-cases';

export const linear: ScoreModel = { model: 'linear', dimension: 2 };

/** Every depth, every activation, with and without log σ, and dimensions that fill no pair or four. */
export const networks = (
  [
    [1, 8, 'tanh', 5, false],
    [2, 16, 'tanh', 2, false],
    [3, 12, 'softplus', 1, true],
    [4, 8, 'silu', 2, true],
  ] as const
).map(([layers, width, activation, dimension, conditional]) => ({
  model: 'network' as const,
  parametrisation: 'score' as const,
  layers,
  width,
  activation,
  dimension,
  conditional,
}));

/** Weights of size about 1/2, biases too, so that every path through the network counts. */
export function someWeights(model: ScoreModel, seed = 5): Float32Array<ArrayBuffer> {
  const normal = normalSource(seed, 0x77);
  return Float32Array.from({ length: modelSize(model) }, () => 0.5 * normal());
}

/** Points [count, dimension] on a ring. */
export function someData(count: number, dimension: number): Float32Array {
  return ringPoints(count, dimension, 2);
}
