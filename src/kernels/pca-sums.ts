// Sums over data from which every update of probabilistic PCA follows, for many starts at once. MATHS.md 1.2 to 1.4.
import { defineKernel, type Kernel } from '../compute/kernel';
import { PcaModel } from '../math/pca-posterior';
import { columnOf } from './mixture-bound';
import { blockSumsParams, placeConditions, type BlockSumsParams, type SumsVariant } from './mixture-sums';

/** Numbers of a start in a row of `sums`: |e|², e [D], then m₀, e m₀ [D], m₁, e m₁ [D], m₀², m₀ m₁, m₁². */
export function pcaColumns(dimension: number): number {
  return 3 * dimension + 6;
}

/**
 * Arrays: `data` f32 [N, D]; `theta` f32 [3 D + 1, stride], the columns of W, then b, then the variance; picked, `picks` u32; written: `sums`
 * f32 [blocks, columns, starts] with m the posterior mean and e = x − b − W m. Launch blocks · starts threads or a slice of them, as `mixtureSums`.
 */
export function pcaSums(
  dimension: number,
  { picked = false }: Omit<SumsVariant, 'source'> = {},
): Kernel<BlockSumsParams> {
  return defineKernel<BlockSumsParams>({
    name: 'pcaSums',
    module: 'kernels/pca-sums',
    conditions: { ...placeConditions(dimension), picked },
    params: blockSumsParams,
    reference(arrays, params, threads) {
      const { data, theta } = arrays as Record<string, Float64Array>;
      const columns = pcaColumns(dimension);
      for (let thread = params.firstThread; thread < params.firstThread + threads; thread++) {
        const [block, unit] = [Math.floor(thread / params.starts), thread % params.starts];
        const model = new PcaModel(columnOf(theta, params.firstStart + unit, params.stride));
        const sums = new Float64Array(columns);
        const last = Math.min((block + 1) * params.span, params.points);
        for (let i = block * params.span; i < last; i++)
          addDatum(sums, model, data, (arrays['picks']?.[params.firstPick + i] ?? i) * dimension);
        for (let column = 0; column < columns; column++)
          arrays['sums'][(block * columns + column) * params.starts + unit] = sums[column];
      }
    },
  });
}

function addDatum(sums: Float64Array, model: PcaModel, data: Float64Array, at: number): void {
  const { dimension } = model;
  const m = model.mean(data, at);
  const [row0, row1, squares] = [1 + dimension, 2 + 2 * dimension, 3 + 3 * dimension];
  for (let j = 0; j < dimension; j++) {
    const e = model.miss(data, at, m, j);
    sums[0] += e * e;
    sums[1 + j] += e;
    sums[row0 + 1 + j] += e * m[0];
    sums[row1 + 1 + j] += e * m[1];
  }
  sums[row0] += m[0];
  sums[row1] += m[1];
  sums[squares] += m[0] * m[0];
  sums[squares + 1] += m[0] * m[1];
  sums[squares + 2] += m[1] * m[1];
}
