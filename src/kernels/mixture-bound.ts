// The bound of each datum under a mixture of isotropic Gaussians, and its pieces. MATHS.md 1.1, 1.2 (V1 to V3).
import { defineKernel, type Kernel } from '../compute/kernel';
import { LEAST_WEIGHT, logJoint, normalise } from '../math/mixture-posterior';

export type MixtureDatumParams = {
  dimension: number;
  components: number;
  /** The start whose parameters are taken, of so many. */
  start: number;
  stride: number;
};

export const mixtureDatumParams: MixtureDatumParams = { dimension: 2, components: 1, start: 0, stride: 1 };

/** The columns of `pieces`, in order. */
export const mixturePieces = ['elbo', 'recon', 'klPrior', 'entropy', 'logp', 'klPost'] as const;

/** One start's column of an array [rows, stride]. */
export function columnOf(values: ArrayLike<number>, start: number, stride: number): Float64Array {
  return Float64Array.from({ length: values.length / stride }, (_, row) => values[row * stride + start]);
}

/**
 * Arrays: `data` f32 [N, D]; `theta` f32 [K (D + 2), stride], of each component weight, mean, variance; `r` f32 [N, K]; written: `posterior`
 * f32 [N, K] and `pieces` f32 [N, 6], a row in the order of `mixturePieces`, nats. Launch N threads.
 */
export const mixtureBound: Kernel<MixtureDatumParams> = defineKernel<MixtureDatumParams>({
  name: 'mixtureBound',
  module: 'kernels/mixture-bound',
  params: mixtureDatumParams,
  reference(arrays, { dimension, components, start, stride }, threads) {
    const { data, theta, r, posterior, pieces } = arrays as Record<string, Float64Array>;
    const own = columnOf(theta, start, stride);
    const joint = new Float64Array(components);
    for (let i = 0; i < threads; i++) {
      logJoint(own, data.subarray(i * dimension, (i + 1) * dimension), joint);
      const evidence = normalise(joint, posterior.subarray(i * components, (i + 1) * components));
      let [recon, klPrior, entropy, klPost] = [0, 0, 0, 0];
      for (let k = 0; k < components; k++) {
        const share = r[i * components + k];
        if (!(share > 0)) continue;
        const prior = Math.log(Math.max(own[k * (dimension + 2)], LEAST_WEIGHT));
        const logShare = Math.log(share);
        recon += share * (joint[k] - prior);
        klPrior += share * (logShare - prior);
        entropy -= share * logShare;
        klPost += share * (logShare - (joint[k] - evidence));
      }
      pieces.set([recon - klPrior, recon, klPrior, entropy, evidence, klPost], 6 * i);
    }
  },
});
