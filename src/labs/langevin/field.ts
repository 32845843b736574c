// The target on a regular grid, evaluated on the backend: what contours and score arrows are drawn from.
import type { Backend } from '../../compute/backend';
import { evaluatePoints } from '../../score/evaluate-points';
import type { Box, Target } from '../../targets/target';
import type { Field } from '../../experiment/lab';

/** Log density [rows, columns] and score [rows, columns, 2] at the nodes of a grid over `box`, row by row from minY. */
export async function evaluateField(
  backend: Backend,
  target: Target,
  box: Box,
  columns: number,
  rows: number,
): Promise<Field> {
  const nodes = gridNodes(box, columns, rows);
  const { logDensity, score } = await evaluatePoints(backend, target, nodes);
  return { box, columns, rows, logDensity, score };
}

function gridNodes(box: Box, columns: number, rows: number): Float64Array {
  const nodes = new Float64Array(2 * columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = box.minX + ((box.maxX - box.minX) * column) / Math.max(1, columns - 1);
      const y = box.minY + ((box.maxY - box.minY) * row) / Math.max(1, rows - 1);
      nodes.set([x, y], 2 * (row * columns + column));
    }
  }
  return nodes;
}
