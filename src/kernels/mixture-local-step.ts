// A natural step of the responsibilities of each datum. MATHS.md 1.4 (V10).
import { defineKernel, type Kernel } from '../compute/kernel';
import { logJoint, normalise } from '../math/mixture-posterior';
import { columnOf, mixtureDatumParams, type MixtureDatumParams } from './mixture-bound';

export type LocalStepParams = MixtureDatumParams & {
  /** Length of the step, 0 to 1; with 1 it lands on the posterior. */
  rho: number;
};

/** What stands for log 0: a share of 0 stays 0 in all steps but that of length 1. */
const LOG_NONE = -1e30;

/**
 * Arrays: `data` f32 [N, D]; `theta` f32 [K (D + 2), stride]; written: `r` f32 [N, K] ← r^(1 − ρ) p(k | x)^ρ, normalised. Launch N threads.
 */
export const mixtureLocalStep: Kernel<LocalStepParams> = defineKernel<LocalStepParams>({
  name: 'mixtureLocalStep',
  module: 'kernels/mixture-local-step',
  params: { ...mixtureDatumParams, rho: 1 },
  reference(arrays, { dimension, components, start, stride, rho }, threads) {
    const { data, theta, r } = arrays as Record<string, Float64Array>;
    const own = columnOf(theta, start, stride);
    const joint = new Float64Array(components);
    for (let i = 0; i < threads; i++) {
      const shares = r.subarray(i * components, (i + 1) * components);
      logJoint(own, data.subarray(i * dimension, (i + 1) * dimension), joint);
      const logits = joint.map((a, k) => (1 - rho) * (shares[k] > 0 ? Math.log(shares[k]) : LOG_NONE) + rho * a);
      normalise(logits, shares);
    }
  },
});
