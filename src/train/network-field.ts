// The score that a model says at places on the device.
import type { Backend, DeviceArray } from '../compute/backend';
import { parametrisationIndex, type ScorePassParams } from '../kernels/score-pass';
import type { Parametrisation, ScoreModel } from '../math/score-model';
import { passFor, type Pass } from './pass';

/** Samples of a launch of which nothing else is known. */
const USUAL = 4096;

export interface FieldWeights {
  readonly weights: DeviceArray;
  /** Where they begin; default 0. */
  readonly firstWeight?: number;
}

export class NetworkField {
  readonly #backend: Backend;
  readonly #model: ScoreModel;
  readonly #pass: Pass;

  constructor(backend: Backend, model: ScoreModel) {
    this.#backend = backend;
    this.#model = model;
    this.#pass = passFor(backend, model, USUAL);
  }

  /** Samples that are taken at a time: what begins elsewhere than at a whole number of them is added up in another order. */
  get tile(): number {
    return this.#pass.tile;
  }

  prepare(): Promise<void> {
    return this.#backend.prepare(this.#pass.kernel('score'));
  }

  /** Records the scores [n, d] of places [n, d], or of those from `first` to `last`. */
  record(
    { weights, firstWeight = 0 }: FieldWeights,
    arrays: { readonly places: DeviceArray; readonly score: DeviceArray },
    { sigma, parametrisation, first = 0, last }: FieldRequest,
  ): void {
    const { tile, threads } = this.#pass;
    const params: Partial<ScorePassParams> = {
      firstSample: first,
      lastSample: last ?? arrays.places.length / this.#model.dimension,
      span: tile,
      firstWeight,
      sigma,
      parametrisation: parametrisationIndex(parametrisation),
    };
    const groups = Math.ceil(((params.lastSample ?? 0) - first) / tile);
    this.#backend.dispatch(this.#pass.kernel('score'), {
      arrays: { weights, ...arrays },
      threads: groups * threads,
      params,
    });
  }
}

export interface FieldRequest {
  readonly sigma: number;
  readonly parametrisation: Parametrisation;
  readonly first?: number;
  readonly last?: number;
}
