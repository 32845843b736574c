// Counts and their smoothed levels → denoised rates. Twin of shaders/draw/density-estimate.wgsl.
import { defineKernel } from '../compute/kernel';

export type DensityEstimateParams = {
  /** Variance per unit rate of what each level adds, times the square of the significance asked for. */
  threshold1: number;
  threshold2: number;
  threshold3: number;
  /** Rate below which the coarsest level fades: so few particles are each seen as a dot. */
  haze: number;
};

/** Standard deviations that a detail must stand out by before any of it is kept. */
const SIGNIFICANCE = 1.2;

/**
 * Arrays: `counts` u32, `fine` and `medium` f32, all [rows, columns, 2]; `roots` f32 of the same shape, coarsest level
 * in, square roots of rates out. One thread a cell.
 */
export const densityEstimate = defineKernel<DensityEstimateParams>({
  name: 'densityEstimate',
  module: 'draw/density-estimate',
  workgroupSize: 128,
  params: { ...thresholds(SIGNIFICANCE), haze: 0.08 },
  reference(arrays, { threshold1, threshold2, threshold3, haze }, threads) {
    const { counts, fine, medium, roots } = arrays as Record<'counts' | 'fine' | 'medium' | 'roots', Float64Array>;
    for (let i = 0; i < 2 * threads; i++) {
      const coarse = roots[i]!;
      const first = kept(counts[i]! - fine[i]!, coarse, threshold1);
      const second = kept(fine[i]! - medium[i]!, coarse, threshold2);
      const third = kept(medium[i]! - coarse, coarse, threshold3);
      const crowd = (coarse * coarse) / (coarse + haze);
      const disc = medium[i]! - 2 * coarse;
      roots[i] = Math.sqrt(Math.max(0, disc, crowd + first + second + third));
    }
  },
});

function kept(detail: number, rate: number, threshold: number): number {
  return detail * Math.max(0, 1 - (threshold * rate) / Math.max(detail * detail, 1e-20));
}

/** Σ (kernel before − kernel after)² of each level, which is the variance of the detail of Poisson counts of rate 1. */
export function detailVariances(): readonly [number, number, number] {
  const size = 17;
  let before = new Float64Array(size * size);
  before[(size * size - 1) / 2] = 1;
  const variances = [1, 2, 4].map((stride) => {
    const after = smoothedKernel(before, size, stride);
    const variance = after.reduce((sum, value, i) => sum + (value - before[i]!) ** 2, 0);
    before = after;
    return variance;
  });
  return variances as [number, number, number];
}

/** The kernel, zero beyond its square, convolved with the mask 1 2 1 in both directions. */
function smoothedKernel(kernel: Float64Array, size: number, stride: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (const down of [-1, 0, 1]) {
        for (const across of [-1, 0, 1]) {
          const [fromY, fromX] = [y + down * stride, x + across * stride];
          const inside = Math.min(fromX, fromY) >= 0 && Math.max(fromX, fromY) < size;
          if (inside)
            out[y * size + x]! += ((2 - Math.abs(down)) * (2 - Math.abs(across)) * kernel[fromY * size + fromX]!) / 16;
        }
      }
    }
  }
  return out;
}

function thresholds(significance: number): Omit<DensityEstimateParams, 'haze'> {
  const [threshold1, threshold2, threshold3] = detailVariances().map((variance) => variance * significance ** 2) as [
    number,
    number,
    number,
  ];
  return { threshold1, threshold2, threshold3 };
}
