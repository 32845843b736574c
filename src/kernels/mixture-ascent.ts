// A step along the ordinary gradient of the parameters of a mixture of isotropic Gaussians. MATHS.md 1.4.
import { defineKernel, type Kernel } from '../compute/kernel';
import { HEAD_COLUMNS } from './mixture-sums';
import { updateParams, type UpdateParams } from './mixture-update';

export type AscentParams = Omit<UpdateParams, 'rho'> & {
  components: number;
  /** Length of the step along the gradient per datum. */
  rate: number;
};

const { rho: _, ...shared } = updateParams;

/** A step that would change a variance or a weight by more than e⁴ is cut there. */
const MOST_EXPONENT = 4;
const factor = (exponent: number): number => Math.exp(Math.min(MOST_EXPONENT, Math.max(-MOST_EXPONENT, exponent)));

/**
 * Arrays: `totals` f32 [columns, starts], the sums of `mixtureSums` over all blocks; written: `theta` f32 [K (D + 2), stride] and `bounds` f32
 * [2, stride] as by `mixtureUpdate`. In means, log variances and softmax logits of the weights. Launch a thread a start.
 */
export const mixtureAscent: Kernel<AscentParams> = defineKernel<AscentParams>({
  name: 'mixtureAscent',
  module: 'kernels/mixture-ascent',
  params: { ...shared, components: 1, rate: 0.1 },
  reference(arrays, params, threads) {
    const { totals, theta, bounds } = arrays as Record<string, Float64Array>;
    const { starts, firstStart, stride, points, components, dimension } = params;
    for (let unit = 0; unit < threads; unit++) {
      const start = firstStart + unit;
      bounds[start] = (Math.LN2 * totals[unit]) / points;
      bounds[stride + start] = (Math.LN2 * totals[starts + unit]) / points;
      let total = 0;
      for (let k = 0; k < components; k++) total += climb(totals, theta, params, k, unit);
      for (let k = 0; k < components; k++) theta[k * (dimension + 2) * stride + start] /= total;
    }
  },
});

/** Moves one component; returns its weight before all are normalised. */
function climb(
  totals: Float64Array,
  theta: Float64Array,
  { dimension, starts, points, firstStart, stride, rate, floor }: AscentParams,
  k: number,
  unit: number,
): number {
  const meanOf = (column: number): number => totals[column * starts + unit] / points;
  const head = HEAD_COLUMNS + k * (dimension + 2);
  const own = k * (dimension + 2) * stride + firstStart + unit;
  const last = own + (dimension + 1) * stride;
  const [mass, variance] = [meanOf(head), theta[last]];
  for (let j = 1; j <= dimension; j++) theta[own + j * stride] += (rate * meanOf(head + j)) / variance;
  const pull = 0.5 * (meanOf(head + dimension + 1) / variance - dimension * mass);
  theta[last] = Math.max(floor, variance * factor(rate * pull));
  theta[own] *= factor(rate * (mass - theta[own]));
  return theta[own];
}
