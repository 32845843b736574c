// The responsibilities that an encoder gives each datum. MATHS.md 1.5 (V14).
import { defineKernel, type Kernel } from '../compute/kernel';
import { logEncoder, normalise } from '../math/mixture-posterior';
import { columnOf, mixtureDatumParams, type MixtureDatumParams } from './mixture-bound';

/**
 * Arrays: `data` f32 [N, D]; `phi` f32 [(K − 1) (D + 2), stride], by component the logit's slopes in (1, x, |x|²); written: `r` f32
 * [N, K]. Launch N threads.
 */
export const encoderResponsibilities: Kernel<MixtureDatumParams> = defineKernel<MixtureDatumParams>({
  name: 'encoderResponsibilities',
  module: 'kernels/encoder-responsibilities',
  params: mixtureDatumParams,
  reference(arrays, { dimension, components, start, stride }, threads) {
    const { data, phi, r } = arrays as Record<string, Float64Array>;
    // The array is never empty, though one component has no slopes.
    const own = columnOf(phi, start, stride);
    const logits = new Float64Array(components);
    for (let i = 0; i < threads; i++) {
      logEncoder(own, data.subarray(i * dimension, (i + 1) * dimension), logits);
      normalise(logits, r.subarray(i * components, (i + 1) * components));
    }
  },
});
