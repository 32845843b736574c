// The target on a regular grid, evaluated on the backend: what contours and score arrows are drawn from.
import type { Backend } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import { evaluateTarget } from '../../kernels/evaluate-target';
import type { Box, Target } from '../../targets/target';
import type { Field } from '../lab';

/** Points of one launch: a kernel density of hundreds of centres must not hold the device for longer than a frame or two. */
const POINTS_PER_LAUNCH = 4_096;

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

/** Log density [n] and score [n, 2] of a target at points [n, 2]; in launches that leave the device responsive. */
export async function evaluatePoints(
  backend: Backend,
  target: Target,
  points: ArrayLike<number>,
): Promise<{ readonly logDensity: Float32Array<ArrayBuffer>; readonly score: Float32Array<ArrayBuffer> }> {
  const kernel = evaluateTarget(target);
  await backend.prepare(kernel);
  const count = points.length / 2;
  const logDensity = new Float32Array(count);
  const score = new Float32Array(2 * count);
  const scope = new Scope(backend);
  try {
    const capacity = Math.min(count, POINTS_PER_LAUNCH);
    const arrays = {
      points: scope.create('points', 'f32', 2 * capacity),
      logDensity: scope.create('log density', 'f32', capacity),
      score: scope.create('score', 'f32', 2 * capacity),
      ...targetArrays(backend, scope, target),
    };
    for (let from = 0; from < count; from += capacity) {
      const threads = Math.min(capacity, count - from);
      backend.write(arrays.points, Array.prototype.slice.call(points, 2 * from, 2 * (from + threads)));
      backend.dispatch(kernel, { arrays, threads });
      const [values, gradients] = await Promise.all([
        backend.read(arrays.logDensity, 0, threads),
        backend.read(arrays.score, 0, 2 * threads),
      ]);
      logDensity.set(values, from);
      score.set(gradients, 2 * from);
    }
    return { logDensity, score };
  } finally {
    scope.dispose();
  }
}

function targetArrays(backend: Backend, scope: Scope, target: Target): Record<string, ReturnType<Scope['create']>> {
  return Object.fromEntries(
    Object.entries(target.arrays).map(([name, values]) => {
      const array = scope.create(name, 'f32', values.length);
      backend.write(array, values);
      return [name, array];
    }),
  );
}
