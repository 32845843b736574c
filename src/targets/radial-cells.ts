// Masses of the cells of a grid under a density that depends on the distance from the origin alone: each circle is cut into arcs by the lines
// of the grid. For ridges narrower than a cell, along which a quadrature over the cells would take half a minute.
import type { Target } from './target';
import type { Grid } from './mixture-cells';
import { gaussLegendre } from '../math/quadrature';

/** A panel of the radius is a quarter as wide as the narrowest ridge, since the arcs in a cell have kinks as functions of it; what is e^{−40} of the top is left out. */
const PANEL = 0.25;
const NEGLIGIBLE = -40;
const RULE = gaussLegendre(6);

/** ∫ p^{1/temperature}/scale of every cell, and of the whole plane; `width`: the narrowest ridge of p^{1/temperature}. */
export function radialCells(
  { logDensity }: Pick<Target, 'logDensity'>,
  grid: Grid,
  temperature: number,
  width: number,
): { readonly cells: Float64Array; readonly total: number } {
  const { box } = grid;
  const farthest = 2 * Math.hypot(Math.max(-box.minX, box.maxX), Math.max(-box.minY, box.maxY));
  const count = Math.ceil(farthest / (PANEL * width));
  const logAt = (r: number): number => logDensity(r, 0) / temperature;
  const ends = Float64Array.from({ length: count + 1 }, (_, i) => logAt((farthest * i) / count));
  const top = ends.reduce((most, value) => Math.max(most, value), -Infinity);
  const cells = new Float64Array(grid.columns * grid.rows);
  let total = 0;
  for (let panel = 0; panel < count; panel++) {
    if (Math.max(ends[panel], ends[panel + 1]) < top + NEGLIGIBLE) continue;
    RULE.nodes.forEach((node, k) => {
      const r = (farthest * (panel + node)) / count;
      const mass = ((RULE.weights[k] * farthest) / count) * r * Math.exp(logAt(r) - top);
      total += 2 * Math.PI * mass;
      addCircle(cells, grid, r, mass);
    });
  }
  return { cells, total };
}

/** cells += mass · the angle of the circle's arcs in each of them. */
function addCircle(cells: Float64Array, { box, columns, rows }: Grid, r: number, mass: number): void {
  const [width, height] = [(box.maxX - box.minX) / columns, (box.maxY - box.minY) / rows];
  const angles = [0, 2 * Math.PI];
  for (let i = 0; i <= columns; i++) {
    const cosine = (box.minX + i * width) / r;
    if (Math.abs(cosine) < 1) angles.push(Math.acos(cosine), 2 * Math.PI - Math.acos(cosine));
  }
  for (let j = 0; j <= rows; j++) {
    const sine = (box.minY + j * height) / r;
    if (Math.abs(sine) < 1) angles.push((Math.asin(sine) + 2 * Math.PI) % (2 * Math.PI), Math.PI - Math.asin(sine));
  }
  angles.sort((a, b) => a - b);
  for (let k = 1; k < angles.length; k++) {
    const middle = (angles[k - 1] + angles[k]) / 2;
    const column = Math.floor((r * Math.cos(middle) - box.minX) / width);
    const row = Math.floor((r * Math.sin(middle) - box.minY) / height);
    if (column < 0 || column >= columns || row < 0 || row >= rows) continue;
    cells[row * columns + column] += mass * (angles[k] - angles[k - 1]);
  }
}
