// Many small score models trained at once on the device, all on the same draws, each at a setting of its own. MATHS.md 3.5, 3.6.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Kernel } from '../compute/kernel';
import type { Scope } from '../compute/scope';
import { POPULATION_ROWS, POPULATION_SETTINGS, type PopulationParams } from '../kernels/population';
import { populationLanes } from '../kernels/population-lanes';
import { populationSteps } from '../kernels/population-steps';
import { parametrisationIndex } from '../kernels/score-pass';
import { descentFactors, usualDescent, type Optimiser } from '../math/descent';
import { firstWeights, modelSize, type ScoreModel } from '../math/score-model';

export interface PopulationOptions {
  readonly model: ScoreModel;
  /** Adam with the usual means, or plain steps. */
  readonly optimiser: Optimiser;
  readonly weighting: 'one' | 'variance';
  /** Row-major [points, 2]. */
  readonly data: Float32Array;
  readonly seed: number;
  /** Models that there may be at once, and steps that each may take. */
  readonly most: number;
  readonly steps: number;
}

/** What a model is trained at. */
export interface ModelSetting {
  readonly rate: number;
  readonly sigma: number;
  readonly batch: number;
}

export class Population {
  readonly kernel: Kernel<PopulationParams>;
  readonly #backend: Backend;
  readonly #options: PopulationOptions;
  readonly #arrays: Readonly<Record<'settings' | 'data' | 'corrections' | 'state', DeviceArray>>;
  /** Threads of a model. */
  readonly #threads: number;
  readonly #factors: ReturnType<typeof descentFactors>;
  readonly #start: Float32Array;
  #models = 0;
  #samples = 0;

  constructor(backend: Backend, scope: Scope, options: PopulationOptions) {
    const { model, optimiser, data, seed, most, steps } = options;
    this.#backend = backend;
    this.#options = options;
    const { hasQuads } = backend.limits;
    const isLane = model.model === 'linear' || hasQuads;
    this.kernel = isLane ? populationLanes(model, optimiser, hasQuads) : populationSteps(model, optimiser);
    this.#threads = isLane ? 1 : this.kernel.workgroupSize;
    this.#start = firstWeights(model, seed);
    const size = modelSize(model);
    this.#arrays = scope.createAll('population', {
      settings: POPULATION_SETTINGS * most,
      data: data.length,
      corrections: 2 * steps,
      state: POPULATION_ROWS * size * most,
    });
    const descent = { ...usualDescent, optimiser, momentum: optimiser === 'adam' ? usualDescent.momentum : 0 };
    const factors = Array.from({ length: steps }, (_, step) => descentFactors(descent, step));
    [this.#factors] = factors;
    backend.write(this.#arrays.data, data);
    const corrections = factors.flatMap(({ firstCorrection, secondCorrection }) => [firstCorrection, secondCorrection]);
    backend.write(this.#arrays.corrections, corrections);
  }

  /** Samples that one step of all models passes. */
  get samples(): number {
    return this.#models * this.#samples;
  }

  /** A model for each setting, where training begins; what was there is gone. */
  begin(settings: readonly ModelSetting[]): void {
    const size = this.#start.length;
    const state = new Float32Array(POPULATION_ROWS * size * settings.length);
    settings.forEach((_, i) => state.set(this.#start, POPULATION_ROWS * size * i));
    this.#models = settings.length;
    this.#samples = Math.max(...settings.map(({ batch }) => batch));
    this.#backend.write(this.#arrays.state, state);
    const numbers = settings.flatMap(({ rate, sigma, batch }) => [rate, sigma, batch]);
    this.#backend.write(this.#arrays.settings, numbers);
  }

  /** Records steps of all models, after `firstStep` others: one launch. */
  record(firstStep: number, steps: number): void {
    const { model, weighting, data, seed } = this.#options;
    const { momentum, fresh, secondFresh } = this.#factors;
    this.#backend.dispatch(this.kernel, {
      arrays: this.#arrays,
      threads: this.#threads * this.#models,
      params: {
        seed,
        firstStep,
        steps,
        points: data.length / 2,
        samples: this.#samples,
        weighting: weighting === 'variance' ? 1 : 0,
        parametrisation: parametrisationIndex(model.model === 'network' ? model.parametrisation : 'score'),
        momentum,
        fresh,
        secondFresh,
      },
    });
  }

  /** The weights of each model. */
  async read(): Promise<readonly Float32Array[]> {
    const size = this.#start.length;
    const all = await this.#backend.read(this.#arrays.state, 0, POPULATION_ROWS * size * this.#models);
    return Array.from({ length: this.#models }, (_, i) =>
      Float32Array.from(all.subarray(POPULATION_ROWS * size * i, (POPULATION_ROWS * i + 1) * size)),
    );
  }
}
