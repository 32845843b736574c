// The marginals of a swarm that was counted in cells.
import { SIDE } from '../dynamics/cell-histogram';
import { marginalDensities, type CellLaw } from '../targets/cell-law';
import type { Box } from '../targets/target';
import type { Histogram } from './frame';

export interface CountedChains {
  /** In cells [cells…, outside]. */
  readonly counts: Float64Array;
  readonly twinCounts: Float64Array | undefined;
  /** What the chains tend to, where it is known. */
  readonly law: CellLaw | undefined;
}

/** Both marginals as densities over the box of the counted cells. */
export function marginals(box: Box, { counts, twinCounts, law }: CountedChains): Histogram[] {
  const grid = { box, columns: SIDE, rows: SIDE };
  const measured = marginalDensities(shares(counts), grid);
  const twin = twinCounts && marginalDensities(shares(twinCounts), grid);
  const exact = law && marginalDensities(law.probabilities, grid);
  return ([0, 1] as const).map((axis) => ({
    kind: 'histogram',
    id: `marginal-${'xy'[axis]}`,
    title: `Marginal of ${'xy'[axis]}`,
    axis,
    unit: law ? 'histogram, exact law' : 'histogram',
    min: axis === 0 ? box.minX : box.minY,
    max: axis === 0 ? box.maxX : box.maxY,
    measured: measured[axis],
    ...(exact ? { exact: exact[axis] } : {}),
    ...(twin ? { twin: twin[axis] } : {}),
  }));
}

function shares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}
