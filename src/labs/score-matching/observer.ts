// What is read back of models in training, beside what is known exactly of the noisy law.
import type { Backend } from '../../compute/backend';
import type { Bars, Spectrum } from '../../experiment/frame';
import { fieldSpectrum, layerBars } from '../../experiment/score-model-panels';
import { besides, jacobiansOf, rotationOf } from '../../math/field-slopes';
import type { DensityQueue } from '../../score/density-queue';
import type { Network } from '../../train/check-network';
import { exactLaw, type ExactLaw } from '../../train/exact-law';
import type { Learner } from '../../train/learner';
import { lossesOf, type Losses } from '../../train/validation';

/** Draws on which losses are measured, and those at which slopes are. */
const DRAWS = { webgpu: 4096, reference: 1024 } as const;
const SLOPES = 128;

export interface Reading {
  readonly exact: ExactLaw;
  readonly network: Network;
  /** The learned score at the draws [n, 2]. */
  readonly said: Float32Array;
  readonly losses: Losses;
  /** Places beside some of the draws, with the learned score at them: by them slopes are taken. */
  readonly beside: { readonly queries: Float32Array; readonly scores: Float32Array };
  /** Of the learned field at the draws, and at the modes. */
  readonly rotation: number;
  readonly spectrum: Spectrum | undefined;
  readonly layers: readonly Bars[];
}

export class Observer {
  readonly #backend: Backend;
  readonly #density: DensityQueue;
  readonly #seed: number;
  #exact: ExactLaw | undefined;

  constructor(backend: Backend, density: DensityQueue, seed: number) {
    this.#backend = backend;
    this.#density = density;
    this.#seed = seed;
  }

  async read(learner: Learner, sigma: number): Promise<Reading> {
    const exact = await this.#exactAt(sigma);
    const { validation, modes, slopes } = exact;
    const said = await learner.scores(validation.places, sigma);
    const { network, weight, gradient } = await learner.read();
    const places = [...modes, ...validation.draws.slice(0, SLOPES).map(({ x }) => x)];
    const queries = besides(places, sigma);
    const scores = await learner.scores(queries, sigma);
    const atModes = 8 * modes.length;
    return {
      exact,
      network,
      said,
      losses: lossesOf(validation, said),
      beside: { queries: queries.subarray(atModes), scores: scores.subarray(atModes) },
      rotation: rotationOf(jacobiansOf(scores.subarray(atModes), sigma)),
      spectrum: modes.length > 0 ? fieldSpectrum(slopes, scores.subarray(0, atModes), sigma) : undefined,
      layers: [
        layerBars('weights', 'Weights, layer by layer', learner.model, weight),
        layerBars('gradients', 'Gradient of the last step, layer by layer', learner.model, gradient),
      ],
    };
  }

  async #exactAt(sigma: number): Promise<ExactLaw> {
    if (this.#exact?.validation.sigma !== sigma)
      this.#exact = await exactLaw(this.#density, sigma, this.#seed, DRAWS[this.#backend.kind]);
    return this.#exact;
  }
}
