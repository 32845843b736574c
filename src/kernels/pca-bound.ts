// The bound of each datum under probabilistic PCA for a given Gaussian q, and its pieces. MATHS.md 1.1, 1.2 (V1 to V3, V7).
import { defineKernel, type Kernel } from '../compute/kernel';
import { determinantOf, formOf, PcaModel, traceOf, type Symmetric } from '../math/pca-posterior';
import { columnOf } from './mixture-bound';

export type PcaBoundParams = {
  dimension: number;
  /** The start whose parameters are taken, of so many. */
  start: number;
  stride: number;
};

/** The columns of `pieces`, in order. */
export const pcaPieces = ['elbo', 'recon', 'klPrior', 'logp', 'klPost'] as const;

/**
 * Arrays: `data` f32 [N, D]; `theta` f32 [3 D + 1, stride], the columns of W, then b, then the variance; `q` f32 [N, 5], the mean (2) and the
 * covariance (first variance, covariance, second variance); written: `pieces` f32 [N, 5], a row in the order of
 * `pcaPieces`, nats. One latent is two of which the second has no loadings and the prior for q. Launch N threads.
 */
export const pcaBound: Kernel<PcaBoundParams> = defineKernel<PcaBoundParams>({
  name: 'pcaBound',
  module: 'kernels/pca-bound',
  params: { dimension: 2, start: 0, stride: 1 },
  reference(arrays, { dimension, start, stride }, threads) {
    const { data, theta, q, pieces } = arrays as Record<string, Float64Array>;
    const model = new PcaModel(columnOf(theta, start, stride));
    for (let i = 0; i < threads; i++) {
      const mean = [q[5 * i], q[5 * i + 1]] as const;
      const covariance: Symmetric = [q[5 * i + 2], q[5 * i + 3], q[5 * i + 4]];
      const best = model.mean(data, i * dimension);
      const volume = Math.log(determinantOf(covariance));
      const miss = model.missSquared(data, i * dimension, mean) + traceOf(model.gram, covariance);
      const recon = -0.5 * (model.level + miss / model.variance);
      const klPrior = 0.5 * (covariance[0] + covariance[2] + mean[0] ** 2 + mean[1] ** 2 - 2 - volume);
      const logp = model.evidence(model.missSquared(data, i * dimension, best), best[0] ** 2 + best[1] ** 2);
      const away = [mean[0] - best[0], mean[1] - best[1]] as const;
      const klPost =
        0.5 *
        (traceOf(model.precision, covariance) -
          2 -
          volume -
          Math.log(determinantOf(model.precision)) +
          formOf(model.precision, away));
      pieces.set([recon - klPrior, recon, klPrior, logp, klPost], 5 * i);
    }
  },
});
