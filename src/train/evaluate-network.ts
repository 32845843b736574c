// The score that a network says at given points.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import type { Progress } from '../score/paced-work';
import { countPoints } from '../score/point-set';
import { checkNetwork, type Network } from './check-network';
import { NetworkScores } from './network-scores';

export interface EvaluateNetworkOptions extends Pick<Progress, 'signal'> {
  readonly network: Network;
  /** Row-major [n, d], n from 1 to 2²⁰. */
  readonly points: Float32Array;
  /** The noise level at which the score is wanted, 1e-6 to 1e6. */
  readonly sigma: number;
}

/**
 * s(x) [n, d] of a network or of a linear model at noise level sigma: what it says itself, −ε̂/σ, or (x̂ − x)/σ². MATHS.md 3.5, 3.6. Throws
 * RangeError or TypeError naming the argument, what it was and what is allowed; rejects with the reason of an aborted signal.
 */
export async function evaluateNetwork(
  backend: Backend,
  { network, points, sigma, signal }: EvaluateNetworkOptions,
): Promise<Float32Array<ArrayBuffer>> {
  checkNetwork(network);
  const { model } = network;
  if (!(points instanceof Float32Array))
    throw new TypeError(`points must be a Float32Array, row-major [n, ${model.dimension}]`);
  countPoints('points', points, model.dimension);
  if (typeof sigma !== 'number' || !(sigma >= 1e-6 && sigma <= 1e6))
    throw new RangeError(`sigma is ${sigma}; a number from 1e-6 to 1e6 is allowed`);
  const scope = new Scope(backend);
  try {
    const field = new NetworkScores(backend, scope, network);
    const arrays = scope.createAll('network', { places: points.length, score: points.length });
    backend.write(arrays.places, points);
    await field.evaluate(arrays.places, sigma, arrays, signal);
    return Float32Array.from(await backend.read(arrays.score));
  } finally {
    scope.dispose();
  }
}
