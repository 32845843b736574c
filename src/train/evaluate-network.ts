// The score that a network says at given points.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { modelSize } from '../math/score-model';
import { PacedWork, pacerOf, type Progress } from '../score/paced-work';
import { countPoints } from '../score/point-set';
import { checkNetwork, type Network } from './check-network';
import { NetworkField } from './network-field';

export interface EvaluateNetworkOptions extends Pick<Progress, 'signal'> {
  readonly network: Network;
  /** Row-major [n, d], n from 1 to 2²⁰. */
  readonly points: Float32Array;
  /** The noise level at which the score is wanted, 1e-6 to 1e6. */
  readonly sigma: number;
}

const FIRST_WORK = { webgpu: 2 ** 23, reference: 2 ** 20 } as const;

/**
 * s(x) [n, d] of a network or of a linear model at noise level sigma: what it says itself, −ε̂/σ, or (x̂ − x)/σ². MATHS.md 3.5, 3.6. Throws
 * RangeError or TypeError naming the argument, what it was and what is allowed; rejects with the reason of an aborted signal.
 */
export async function evaluateNetwork(
  backend: Backend,
  { network, points, sigma, signal }: EvaluateNetworkOptions,
): Promise<Float32Array<ArrayBuffer>> {
  checkNetwork(network);
  const { model, weights } = network;
  if (!(points instanceof Float32Array))
    throw new TypeError(`points must be a Float32Array, row-major [n, ${model.dimension}]`);
  const count = countPoints('points', points, model.dimension);
  if (typeof sigma !== 'number' || !(sigma >= 1e-6 && sigma <= 1e6))
    throw new RangeError(`sigma is ${sigma}; a number from 1e-6 to 1e6 is allowed`);
  const field = new NetworkField(backend, model);
  await field.prepare();
  const scope = new Scope(backend);
  try {
    const arrays = scope.createAll('network', { weights: weights.length, places: points.length, score: points.length });
    backend.write(arrays.weights, weights);
    backend.write(arrays.places, points);
    const each = 2 * modelSize(model);
    const pacer = pacerOf(backend, 'network scores', FIRST_WORK[backend.kind], each);
    const work = new PacedWork(backend, pacer, count * each, signal ? { signal } : {});
    const parametrisation = model.model === 'network' ? model.parametrisation : 'score';
    for (let first = 0; first < count;) {
      const last = Math.min(count, first + Math.max(1, Math.floor(work.room / each)));
      field.record(arrays, arrays, { sigma, parametrisation, first, last });
      await work.add((last - first) * each);
      first = last;
    }
    work.end();
    return Float32Array.from(await backend.read(arrays.score));
  } finally {
    scope.dispose();
  }
}
