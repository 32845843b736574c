// A step along the gradient of an encoder's slopes. MATHS.md 1.5 (V14).
import { defineKernel, type Kernel } from '../compute/kernel';
import { HEAD_COLUMNS } from './mixture-sums';

export type EncoderUpdateParams = {
  dimension: number;
  components: number;
  /** Data that were summed over. */
  points: number;
  /** Starts of this launch, the first of them, and of all arrays by start. */
  starts: number;
  firstStart: number;
  stride: number;
  /** The encoder has so many of the features 1, x, |x|². */
  features: number;
  /** Length of the step along the gradient per datum. */
  rate: number;
};

/**
 * Arrays: `totals` f32 [columns, starts], the sums of `mixtureSums` with the source 'encoder' over all blocks; written: `phi` f32
 * [(K − 1) (D + 2), stride]. Launch (K − 1) · starts threads.
 */
export const encoderUpdate: Kernel<EncoderUpdateParams> = defineKernel<EncoderUpdateParams>({
  name: 'encoderUpdate',
  module: 'kernels/encoder-update',
  params: { dimension: 2, components: 2, points: 1, starts: 1, firstStart: 0, stride: 1, features: 1, rate: 0.1 },
  reference(arrays, { dimension, components, points, starts, firstStart, stride, features, rate }, threads) {
    const { totals, phi } = arrays as Record<string, Float64Array>;
    for (let thread = 0; thread < threads; thread++) {
      const k = Math.floor(thread / starts);
      const unit = thread % starts;
      const head = HEAD_COLUMNS + (components + k) * (dimension + 2);
      for (let feature = 0; feature < features; feature++) {
        const slope = (Math.LN2 * totals[(head + feature) * starts + unit]) / points;
        phi[(k * (dimension + 2) + feature) * stride + firstStart + unit] += rate * slope;
      }
    }
  },
});
