// A natural step of the parameters of a mixture of isotropic Gaussians in mean coordinates. MATHS.md 1.3, 1.4 (V12, V13).
import { defineKernel, type Kernel } from '../compute/kernel';
import { LEAST_WEIGHT } from '../math/mixture-posterior';
import { HEAD_COLUMNS } from './mixture-sums';

export type UpdateParams = {
  dimension: number;
  /** Data that were summed over. */
  points: number;
  /** Starts of this launch, the first of them, and of all arrays by start. */
  starts: number;
  firstStart: number;
  stride: number;
  /** Length of the step, 0 to 1; with 1 it is the exact outer step. */
  rho: number;
  /** Least variance. */
  floor: number;
};

export const updateParams: UpdateParams = {
  dimension: 2,
  points: 1,
  starts: 1,
  firstStart: 0,
  stride: 1,
  rho: 1,
  floor: 1e-6,
};

/**
 * Arrays: `totals` f32 [columns, starts], the sums of `mixtureSums` over all blocks; written: `theta` f32 [K (D + 2), stride]; `bounds`
 * f32 [2, stride], bound and evidence per datum in nats at the old parameters. With t̂ the means of (r, r x, r |x|²):
 * t ← (1 − ρ) t + ρ t̂. A component whose weight comes below 2⁻¹⁰⁰ stays where it is. Launch K · starts threads.
 */
export const mixtureUpdate: Kernel<UpdateParams> = defineKernel<UpdateParams>({
  name: 'mixtureUpdate',
  module: 'kernels/mixture-update',
  params: updateParams,
  reference(arrays, params, threads) {
    const { totals, theta, bounds } = arrays as Record<string, Float64Array>;
    const { starts, firstStart, stride, points } = params;
    for (let thread = 0; thread < threads; thread++) {
      const k = Math.floor(thread / starts);
      const unit = thread % starts;
      const start = firstStart + unit;
      if (k === 0) {
        bounds[start] = (Math.LN2 * totals[unit]) / points;
        bounds[stride + start] = (Math.LN2 * totals[starts + unit]) / points;
      }
      moveComponent(totals, theta, params, k, unit);
    }
  },
});

function moveComponent(
  totals: Float64Array,
  theta: Float64Array,
  { dimension, starts, points, firstStart, stride, rho, floor }: UpdateParams,
  k: number,
  unit: number,
): void {
  const meanOf = (column: number): number => totals[column * starts + unit] / points;
  const head = HEAD_COLUMNS + k * (dimension + 2);
  const own = k * (dimension + 2) * stride + firstStart + unit;
  const before = theta[own];
  const weight = (1 - rho) * before + rho * meanOf(head);
  theta[own] = weight;
  if (!(weight > LEAST_WEIGHT)) return;
  let moved = 0;
  for (let j = 1; j <= dimension; j++) {
    const shift = (rho * meanOf(head + j)) / weight;
    theta[own + j * stride] += shift;
    moved += shift * shift;
  }
  const last = own + (dimension + 1) * stride;
  const spread = ((1 - rho) * before * dimension * theta[last] + rho * meanOf(head + dimension + 1)) / weight;
  theta[last] = Math.max(floor, (spread - moved) / dimension);
}
