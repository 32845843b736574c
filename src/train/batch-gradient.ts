// The mean gradient of a score model's loss over samples that are given: what a training step follows, without the step.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { parametrisationIndex } from '../kernels/score-pass';
import { modelSize } from '../math/score-model';
import type { Network } from './check-network';
import { passFor, sharesOf } from './pass';
import type { TrainingSettings } from './trainer';

export interface GivenBatch extends Pick<TrainingSettings, 'weighting'> {
  /** Row-major [points, d]. */
  readonly data: ArrayLike<number>;
  readonly sigma: number;
  /** Of the datum of each sample. */
  readonly index: readonly number[];
  /** ε, row-major [samples, d]. */
  readonly noise: ArrayLike<number>;
}

/** [weights + 1]: the mean gradient, then the mean loss. */
export async function batchGradient(
  backend: Backend,
  { model, weights }: Network,
  batch: GivenBatch,
): Promise<Float64Array> {
  const { data, sigma, index, noise, weighting } = batch;
  const samples = index.length;
  const pass = passFor(backend, model, samples);
  const { span, slabs: count } = sharesOf(pass, model, samples);
  const kernel = pass.kernel('given', span);
  await backend.prepare(kernel);
  const size = modelSize(model) + 1;
  const scope = new Scope(backend);
  try {
    const lengths = { weights: weights.length, sigmas: 1, data: data.length, noise: noise.length, slabs: count * size };
    const arrays = { ...scope.createAll('given batch', lengths), index: scope.create('index', 'u32', samples) };
    const values = { weights, sigmas: [sigma], data, noise, index };
    for (const name of ['weights', 'sigmas', 'data', 'noise', 'index'] as const)
      backend.write(arrays[name], values[name]);
    backend.dispatch(kernel, {
      arrays,
      threads: count * pass.threads,
      params: {
        lastSample: samples,
        span,
        points: data.length / model.dimension,
        weighting: weighting === 'variance' ? 1 : 0,
        parametrisation: parametrisationIndex(model.model === 'network' ? model.parametrisation : 'score'),
      },
    });
    const sums = await backend.read(arrays.slabs);
    const mean = new Float64Array(size);
    for (let k = 0; k < sums.length; k++) mean[k % size] += sums[k] / samples;
    return mean;
  } finally {
    scope.dispose();
  }
}
