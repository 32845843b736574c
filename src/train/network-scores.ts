// A trained network on the device, as what moves particles asks for scores. MATHS.md 3.5, 3.6.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import { modelSize } from '../math/score-model';
import { PacedWork, pacerOf } from '../score/paced-work';
import type { Network } from './check-network';
import { NetworkField } from './network-field';

const FIRST_WORK = { webgpu: 2 ** 23, reference: 2 ** 20 } as const;

export class NetworkScores {
  /** What an evaluation costs grows with it: weights. */
  readonly count: number;
  readonly network: Network;
  readonly #backend: Backend;
  readonly #field: NetworkField;
  readonly #weights: DeviceArray;

  constructor(backend: Backend, scope: Scope, network: Network) {
    this.network = network;
    this.count = modelSize(network.model);
    this.#backend = backend;
    this.#field = new NetworkField(backend, network.model);
    this.#weights = scope.create('network', 'f32', network.weights.length);
    backend.write(this.#weights, network.weights);
  }

  /** The scores [n, d] of places [n, d] at this noise level, in paced submissions; rejects with the reason of an aborted signal. */
  async evaluate(
    places: DeviceArray,
    sigma: number,
    { score }: { readonly score: DeviceArray },
    signal?: AbortSignal,
  ): Promise<void> {
    await this.#field.prepare();
    const [{ model }, { tile }] = [this.network, this.#field];
    const [rows, each] = [places.length / model.dimension, 2 * this.count];
    const pacer = pacerOf(this.#backend, 'network scores', FIRST_WORK[this.#backend.kind], each);
    const work = new PacedWork(this.#backend, pacer, rows * each, signal ? { signal } : {});
    const parametrisation = model.model === 'network' ? model.parametrisation : 'score';
    for (let first = 0; first < rows;) {
      // In whole tiles: how much there is time for must change no bit.
      const last = Math.min(rows, first + tile * Math.max(1, Math.floor(work.room / (tile * each))));
      this.#field.record({ weights: this.#weights }, { places, score }, { sigma, parametrisation, first, last });
      await work.add((last - first) * each);
      first = last;
    }
    work.end();
  }
}
