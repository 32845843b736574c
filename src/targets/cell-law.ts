// The exact law on a grid: the probability of every cell of a box and of the outside, for a target or for its tempered
// law ∝ p^{1/T} (a chain with noise factor τ samples T = τ²), and what is drawn from it.
import type { CellMasses } from '../math/cell-divergence';
import { symmetricSpectrum } from '../math/spectrum';
import type { Box, Target } from './target';
import { mixtureCells, temperedMixtureCells, type Grid } from './mixture-cells';
import { pointCells, temperedPointCells } from './point-cells';
import { radialCells } from './radial-cells';
import { integrate, type Rectangle } from '../math/quadrature';

/** Probabilities [rows, columns], row by row from minY. */
export type CellLaw = Grid & CellMasses;

type GridTarget = Pick<
  Target,
  'logDensity' | 'hessian' | 'modes' | 'mass' | 'components' | 'kernels' | 'radial' | 'curvatureFloor'
>;

/** Disagreement of two quadrature rules that a cell may have, as a share of the mass. */
const TOLERANCE = 1e-8;

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** Asks to quarter a part that holds a mode narrower than the part. */
function peakFinder(target: GridTarget, temperature: number): (part: Rectangle) => boolean {
  const peaks = target.modes.map(([x, y]) => {
    const curvature = -symmetricSpectrum(target.hessian(x, y)).values[0];
    return { x, y, width: curvature > 0 ? Math.sqrt(temperature / curvature) : Infinity };
  });
  return ({ minX, maxX, minY, maxY }) =>
    peaks.some(
      ({ x, y, width }) =>
        x >= minX && x <= maxX && y >= minY && y <= maxY && Math.max(maxX - minX, maxY - minY) > 2 * width,
    );
}

/** log of the largest value of p at the modes: p is divided by it, so that p^{1/T} neither over- nor underflows. */
function peakLog(target: GridTarget): number {
  return target.modes.reduce((top, [x, y]) => Math.max(top, target.logDensity(x, y)), -Infinity);
}

function quadratureCells(
  target: GridTarget,
  grid: Grid,
  temperature: number,
  offset: number,
  tolerance: number,
): Float64Array {
  const { box, columns, rows } = grid;
  const [width, height] = [(box.maxX - box.minX) / columns, (box.maxY - box.minY) / rows];
  const density = (x: number, y: number): number => Math.exp((target.logDensity(x, y) - offset) / temperature);
  const split = peakFinder(target, temperature);
  return Float64Array.from({ length: columns * rows }, (_, cell) => {
    const minX = box.minX + width * (cell % columns);
    const minY = box.minY + height * Math.floor(cell / columns);
    return integrate(density, { minX, maxX: minX + width, minY, maxY: minY + height }, tolerance, split);
  });
}

/** The box with one more of its own size on every side: where a tempered law keeps its outside. */
function surroundings({ minX, maxX, minY, maxY }: Box): Box {
  const [width, height] = [maxX - minX, maxY - minY];
  return { minX: minX - width, maxX: maxX + width, minY: minY - height, maxY: maxY + height };
}

function normalised(grid: Grid, cells: Float64Array, total: number): CellLaw {
  const whole = Math.max(total, sum(cells));
  const probabilities = cells.map((cell) => cell / whole);
  return { ...grid, probabilities, outside: Math.max(0, 1 - sum(probabilities)) };
}

function temperedLaw(target: GridTarget, grid: Grid, temperature: number): CellLaw {
  const coarse: Grid = {
    box: surroundings(grid.box),
    columns: 3 * Math.ceil(grid.columns / 4),
    rows: 3 * Math.ceil(grid.rows / 4),
  };
  const { components, kernels } = target;
  const cells = (over: Grid): Float64Array | undefined =>
    kernels
      ? temperedPointCells(kernels, over, temperature)
      : components && temperedMixtureCells(components, over, temperature);
  const fine = cells(grid);
  const around = fine && cells(coarse);
  if (fine && around) return normalised(grid, fine, sum(around));
  const offset = peakLog(target);
  const rough = quadratureCells(target, coarse, temperature, offset, Infinity);
  const tolerance = TOLERANCE * sum(rough);
  const inside = quadratureCells(target, grid, temperature, offset, tolerance);
  return normalised(grid, inside, sum(quadratureCells(target, coarse, temperature, offset, tolerance)));
}

/**
 * Probabilities of `columns` × `rows` cells over `box` and of the outside. Gaussian mixtures are exact (products of error
 * functions), densities of very many points as right as `PointLattice` is, other targets by adaptive quadrature to about 1e-8 a cell. `temperature` ≠ 1 gives the law ∝ p^{1/T}, whose
 * outside is counted up to one box width away. RangeError for a temperature ≤ 0, which has no density.
 */
export function cellLaw(target: GridTarget, box: Box, columns: number, rows: number, temperature = 1): CellLaw {
  if (!(temperature > 0 && temperature < Infinity)) throw new RangeError(`temperature: ${temperature} – must be > 0`);
  const grid: Grid = { box, columns, rows };
  const mixture = target.components;
  const [only] = mixture ?? [];
  if (mixture && only && (temperature === 1 || mixture.length === 1)) {
    const [xx, xy, yy] = only.covariance;
    const warmed = { ...only, covariance: [temperature * xx, temperature * xy, temperature * yy] as const };
    const components = temperature === 1 ? mixture : [warmed];
    return normalised(
      grid,
      mixtureCells(components, grid),
      components.reduce((total, c) => total + c.weight, 0),
    );
  }
  // Of a circle narrower than a cell.
  const ridge = target.radial && target.curvatureFloor ? Math.sqrt(temperature * target.curvatureFloor) : Infinity;
  if (ridge < (box.maxX - box.minX) / columns) {
    const { cells, total } = radialCells(target, grid, temperature, ridge);
    return normalised(grid, cells, total);
  }
  if (temperature !== 1) return temperedLaw(target, grid, temperature);
  if (target.kernels) return normalised(grid, pointCells(target.kernels, grid), 1);
  return normalised(grid, quadratureCells(target, grid, 1, 0, TOLERANCE * target.mass), target.mass);
}

/** Densities of the marginals over equal bins, of the part of the masses [rows, columns] inside the box: per unit of x, and of y. */
export function marginalDensities(
  masses: ArrayLike<number>,
  { box, columns, rows }: Grid,
): readonly [x: Float64Array, y: Float64Array] {
  const x = new Float64Array(columns);
  const y = new Float64Array(rows);
  for (let cell = 0; cell < columns * rows; cell++) {
    x[cell % columns] += (masses[cell] * columns) / (box.maxX - box.minX);
    y[Math.floor(cell / columns)] += (masses[cell] * rows) / (box.maxY - box.minY);
  }
  return [x, y];
}
