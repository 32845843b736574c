// A density at given points, evaluated on the backend.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { evaluateTarget } from '../kernels/evaluate-target';
import type { Density } from '../targets/target';

/** Points of one launch: a kernel density of hundreds of centres must not hold the device for longer than a frame or two. */
const POINTS_PER_LAUNCH = 4_096;

/** Log density [n] and score [n, 2] of a target at points [n, 2]; in launches that leave the device responsive. */
export async function evaluatePoints(
  backend: Backend,
  target: Density,
  points: ArrayLike<number>,
): Promise<{ readonly logDensity: Float64Array; readonly score: Float64Array }> {
  const kernel = evaluateTarget(target);
  await backend.prepare(kernel);
  const count = points.length / 2;
  const logDensity = new Float64Array(count);
  const score = new Float64Array(2 * count);
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

function targetArrays(backend: Backend, scope: Scope, target: Density): Record<string, ReturnType<Scope['create']>> {
  return Object.fromEntries(
    Object.entries(target.arrays).map(([name, values]) => {
      const array = scope.create(name, 'f32', values.length);
      backend.write(array, values);
      return [name, array];
    }),
  );
}
