// A sweep of probabilistic PCA, or a natural step of it. MATHS.md 1.3, 1.4 (V5, V6).
import { defineKernel, type Kernel } from '../compute/kernel';
import { formOf, inverseOf, meanFieldGap, meanFieldOf, PcaModel, type Symmetric } from '../math/pca-posterior';
import { columnOf } from './mixture-bound';
import { updateParams, type UpdateParams } from './mixture-update';

/** The exact outer step; a natural step of length ρ at the old parameters; or one of that length along the ordinary gradient per datum. */
export type PcaStep = 'sweep' | 'natural' | 'plain';
/** What S may be: the posterior's, or the best that is diagonal. */
export type Family = 'full' | 'meanField';

/**
 * Arrays: `totals` f32 [3 D + 6, starts], the sums of `pcaSums` over all blocks; written: `theta` f32 [3 D + 1, stride] and `bounds` f32
 * [2, stride], bound and evidence per datum in nats at the old parameters. Launch a thread a start.
 */
export function pcaUpdate(step: PcaStep, family: Family = 'full'): Kernel<UpdateParams> {
  return defineKernel<UpdateParams>({
    name: 'pcaUpdate',
    module: 'kernels/pca-update',
    conditions: { natural: step !== 'sweep', plain: step === 'plain', meanField: family === 'meanField' },
    params: updateParams,
    reference(arrays, params, threads) {
      const { totals, theta, bounds } = arrays as Record<string, Float64Array>;
      const { starts, firstStart, stride, points, floor } = params;
      for (let unit = 0; unit < threads; unit++) {
        const start = firstStart + unit;
        const means = columnOf(totals, unit, starts).map((total) => total / points);
        const old = columnOf(theta, start, stride);
        const model = new PcaModel(old);
        const squares = 3 + 3 * model.dimension;
        const evidence = model.evidence(means[0], means[squares] + means[squares + 2]);
        const S = family === 'full' ? model.covariance : meanFieldOf(model.precision);
        bounds[start] = evidence - (family === 'full' ? 0 : meanFieldGap(model.precision));
        bounds[stride + start] = evidence;
        const { rho } = params;
        const lengths =
          step === 'natural' ? [rho, rho] : [rho / model.variance, (rho * model.dimension) / (2 * model.variance ** 2)];
        const next = step === 'sweep' ? outerStep(model, S, old, means) : naturalStep(model, S, old, means, lengths);
        next[next.length - 1] = Math.max(floor, next[next.length - 1]);
        for (let row = 0; row < next.length; row++) theta[row * stride + start] = next[row];
      }
    },
  });
}

/** [W b] += ρ (mean of x z̃ᵀ − [W b] z̃ z̃ᵀ), s += ρ (ē/D − s); along the ordinary gradient both have lengths of their own. */
function naturalStep(
  model: PcaModel,
  covariance: Symmetric,
  old: Float64Array,
  means: Float64Array,
  [rho, ofVariance]: readonly number[],
): Float64Array {
  const { dimension, variance } = model;
  const next = old.slice();
  let left = means[0];
  for (let j = 0; j < dimension; j++) {
    const row = model.loadings(j);
    left += formOf(covariance, row);
    next[j] += rho * (means[2 + dimension + j] - formOf(covariance, row, [1, 0]));
    next[dimension + j] += rho * (means[3 + 2 * dimension + j] - formOf(covariance, row, [0, 1]));
    next[2 * dimension + j] += rho * means[1 + j];
  }
  next[3 * dimension] += ofVariance * (left / dimension - variance);
  return next;
}

/** W += (Cov(e, m) − W S)(S + Cov m)⁻¹, b += ē − ΔW m̄, and the variance that is left. */
function outerStep(model: PcaModel, covariance: Symmetric, old: Float64Array, means: Float64Array): Float64Array {
  const { dimension } = model;
  const next = old.slice();
  const squares = 3 + 3 * dimension;
  const mean = [means[1 + dimension], means[2 + 2 * dimension]] as const;
  const spread: Symmetric = [
    means[squares] - mean[0] * mean[0],
    means[squares + 1] - mean[0] * mean[1],
    means[squares + 2] - mean[1] * mean[1],
  ];
  const inverse = inverseOf([covariance[0] + spread[0], covariance[1] + spread[1], covariance[2] + spread[2]]);
  let left = means[0];
  for (let j = 0; j < dimension; j++) {
    const row = model.loadings(j);
    const error = means[1 + j];
    const coupled = [
      means[2 + dimension + j] - error * mean[0],
      means[3 + 2 * dimension + j] - error * mean[1],
    ] as const;
    const slope = [coupled[0] - formOf(covariance, row, [1, 0]), coupled[1] - formOf(covariance, row, [0, 1])] as const;
    const moved = [formOf(inverse, slope, [1, 0]), formOf(inverse, slope, [0, 1])] as const;
    next[j] += moved[0];
    next[dimension + j] += moved[1];
    next[2 * dimension + j] += error - moved[0] * mean[0] - moved[1] * mean[1];
    left += formOf(spread, moved) + formOf(covariance, [next[j], next[dimension + j]]);
    left -= error * error + 2 * (moved[0] * coupled[0] + moved[1] * coupled[1]);
  }
  next[3 * dimension] = left / dimension;
  return next;
}
