// The points with what their own density says of them: what is exported.
import type { Backend, DeviceArray } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import type { KernelScore } from '../../score/kernel-score';
import type { SnapshotArray } from '../../experiment/lab';
import type { PointCloud } from '../../experiment/point-cloud';

/** Points [n, d], and at them the score [n, d] and the log density [n] (nats); each point counts itself. MATHS.md 3.3. */
export async function scoredPoints(
  backend: Backend,
  engine: KernelScore,
  { values, count, dimension }: PointCloud,
  sigma: number,
): Promise<Record<'points' | 'score' | 'logDensity', SnapshotArray>> {
  const scope = new Scope(backend);
  const score = scope.create('score at the points', 'f32', values.length);
  const logDensity = scope.create('log density at the points', 'f32', count);
  const read = async (array: DeviceArray, shape: readonly number[]): Promise<SnapshotArray> => ({
    data: Float32Array.from(await backend.read(array)),
    shape,
  });
  try {
    await engine.evaluate({ queries: values, sigma, into: { score, logDensity } });
    return {
      points: { data: values, shape: [count, dimension] },
      score: await read(score, [count, dimension]),
      logDensity: await read(logDensity, [count]),
    };
  } finally {
    scope.dispose();
  }
}
