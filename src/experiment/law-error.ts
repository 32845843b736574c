// The error of a kernel score at fresh points of the law, where its true score is known. MATHS.md 3.4.
import type { Backend } from '../compute/backend';
import { drawPoints, trueScore, type SyntheticId } from '../data/synthetic';
import { ScoreError } from '../score/score-error';

/** Key offset that keeps test points apart from the data. */
const TEST_SEED = 0x7e57;

/** Of the kernel density of `points` [n, dimension], at so many test points. */
export function lawError(
  backend: Backend,
  law: SyntheticId,
  points: Float32Array,
  dimension: number,
  tests: number,
  seed: number,
): ScoreError {
  const queries = new Float32Array(tests * dimension);
  drawPoints(law, queries, dimension, (seed ^ TEST_SEED) >>> 0, 0, tests);
  return new ScoreError(backend, points, dimension, queries, trueScore(law, queries, dimension));
}
