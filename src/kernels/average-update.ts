// The mistake of averaging the natural gradients of single data over a batch: one step of the logits that all data then share.
// MATHS.md 1.4 (V15).
import { defineKernel, type Kernel } from '../compute/kernel';
import { LEAST_WEIGHT, normalise } from '../math/mixture-posterior';
import { HEAD_COLUMNS } from './mixture-sums';

export type AverageUpdateParams = {
  dimension: number;
  components: number;
  /** Data that were summed over. */
  points: number;
  /** Starts of this launch, the first of them, and of all arrays by start. */
  starts: number;
  firstStart: number;
  stride: number;
};

/**
 * Arrays: `totals` f32 [columns, starts], the sums of `mixtureSums` with the source 'encoder'; written: of `phi` f32 [(K − 1) (D + 2), stride]
 * the constants, by (diag 1/r + 1/r_K) ∇ per datum, the inverse of the Fisher matrix times the gradient. A share below 2⁻¹⁰⁰ stays. Launch a thread a start.
 */
export const averageUpdate: Kernel<AverageUpdateParams> = defineKernel<AverageUpdateParams>({
  name: 'averageUpdate',
  module: 'kernels/average-update',
  params: { dimension: 2, components: 2, points: 1, starts: 1, firstStart: 0, stride: 1 },
  reference(arrays, { dimension, components, points, starts, firstStart, stride }, threads) {
    const { totals, phi } = arrays as Record<string, Float64Array>;
    const others = Array.from({ length: components - 1 }, (_, k) => k);
    const shares = new Float64Array(components);
    for (let unit = 0; unit < threads; unit++) {
      const place = (k: number): number => k * (dimension + 2) * stride + firstStart + unit;
      const pulls = others.map((k) => {
        return (Math.LN2 * totals[(HEAD_COLUMNS + (components + k) * (dimension + 2)) * starts + unit]) / points;
      });
      normalise([...others.map((k) => phi[place(k)]), 0], shares);
      const last = pulls.reduce((sum, pull) => sum + pull, 0) / Math.max(shares[components - 1], LEAST_WEIGHT);
      for (const k of others) phi[place(k)] += pulls[k] / Math.max(shares[k], LEAST_WEIGHT) + last;
    }
  },
});
