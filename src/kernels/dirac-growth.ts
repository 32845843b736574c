// How fast a small start grows or shrinks, over a grid of two parameters. MATHS.md 4.3 to 4.6.
import { defineKernel, type Kernel } from '../compute/kernel';
import { growthOf } from '../math/dirac-growth';
import { gridAxes, gridPace, type GridAxis } from '../math/dirac-grid';
import { objectives } from '../math/dirac-objective';
import { advanceRound, type Pace, type Rule, type Settings } from '../math/dirac-scheme';
import { paceDefaults, perRule, ruleConditions, type PaceParams } from './dirac-run';

/** The setting that is the same everywhere, as params. */
export type GridParams = PaceParams & {
  /** gridAxes of the columns and of the rows. */
  axisX: number;
  axisY: number;
  /** f′(0) of the objective as it is. */
  slope: number;
};

export type DiracGrowthParams = GridParams & {
  /** A multiple of 4, at least 8. */
  steps: number;
  /** Columns of this tile; rows come in fours. */
  columns: number;
  /** Where the tile's pixels stand in `xs` and `ys`. */
  firstX: number;
  strideX: number;
  firstY: number;
  strideY: number;
};

export const gridDefaults: GridParams = { ...paceDefaults, axisX: gridAxes.none, axisY: gridAxes.none, slope: 1 };

/** The same of settings whose columns and rows vary. */
export function gridParams({ rule, pace }: Settings, axisX: GridAxis, axisY: GridAxis): GridParams {
  const { slopeAtZero: slope } = objectives[rule.objective];
  return { ...pace, axisX: gridAxes[axisX], axisY: gridAxes[axisY], slope };
}

/** With `oneEach` a promise that no pixel takes several steps a round: alternating rounds are faster then. */
export type GrowthRule = Rule & { readonly oneEach?: boolean };

/**
 * One thread runs four pixels of a column. Arrays: `xs`, `ys` f32, the values along the axes (`discriminatorSteps` only
 * along x); `growth` f32 [rows, columns], written: the mean of log(size after / size before) a round, over all rounds
 * where the run left [1e-30, 1e-3], else between the second and the last quarter. Noise is averaged over.
 */
export const diracGrowth = perRule((wanted: GrowthRule): Kernel<DiracGrowthParams> => {
  const rule = { ...wanted, sampled: false };
  return defineKernel<DiracGrowthParams>({
    name: 'diracGrowth',
    module: 'kernels/dirac-growth',
    conditions: { ...ruleConditions(rule), oneEach: wanted.oneEach === true && rule.scheme === 'alternating' },
    params: { ...gridDefaults, steps: 8, columns: 1, firstX: 0, strideX: 1, firstY: 0, strideY: 1 },
    reference(arrays, params, threads) {
      const { xs, ys, growth } = arrays as Record<'xs' | 'ys' | 'growth', Float64Array>;
      const { columns, steps, firstX, strideX, firstY, strideY } = params;
      for (let i = 0; i < 4 * threads; i++) {
        const [column, row] = [i % columns, Math.floor(i / columns)];
        const x = xs[firstX + column * strideX];
        const y = ys[firstY + row * strideY];
        const pace = paceAt(rule, params, x, y);
        growth[i] = growthOf((players, step) => advanceRound(rule, pace, players, { seed: 0, chain: 0, step }), steps);
      }
    },
  });
});

/** The setting of a pixel. */
export function paceAt(rule: Rule, params: GridParams, x: number, y: number): Pace {
  const axis = (code: number): GridAxis => (Object.keys(gridAxes) as GridAxis[])[code];
  const points = [
    { axis: axis(params.axisX), value: x },
    { axis: axis(params.axisY), value: y },
  ];
  return gridPace(params, params.slope, rule.variant, ...points);
}
