// The field that both players follow, at the nodes of a grid, on the backend.
import type { Backend } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import type { Field } from '../../experiment/frame';
import { diracField } from '../../kernels/dirac-field';
import type { Settings } from '../../math/dirac-scheme';
import type { Box } from '../../targets/target';

/** v, and the height −½(θ² + ψ²), whose contours are the orbits of the flow. */
export async function vectorField(
  backend: Backend,
  { rule, pace: { sigma, gamma, g0 } }: Settings,
  box: Box,
  columns: number,
  rows: number,
): Promise<Field> {
  const kernel = diracField(rule);
  await backend.prepare(kernel);
  const at = (min: number, max: number, i: number, n: number): number => min + ((max - min) * i) / Math.max(1, n - 1);
  const nodes = Float32Array.from({ length: 2 * columns * rows }, (_, i) => {
    const node = i >> 1;
    return i % 2 === 0
      ? at(box.minX, box.maxX, node % columns, columns)
      : at(box.minY, box.maxY, Math.floor(node / columns), rows);
  });
  const scope = new Scope(backend);
  try {
    const arrays = scope.createAll('field', { points: nodes.length, velocity: nodes.length });
    backend.write(arrays.points, nodes);
    backend.dispatch(kernel, { arrays, params: { sigma, gamma, g0 }, threads: columns * rows });
    const velocity = await backend.read(arrays.velocity);
    const score = Float32Array.from(velocity, (value) => (Number.isFinite(value) ? value : 0));
    const height = (_: unknown, i: number): number => 0 - 0.5 * (nodes[2 * i] ** 2 + nodes[2 * i + 1] ** 2);
    return { box, columns, rows, logDensity: Float32Array.from({ length: columns * rows }, height), score };
  } finally {
    scope.dispose();
  }
}
