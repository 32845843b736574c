// How a map of trained models is held against the line that theory draws through it.
import type { TrainedMap } from '../../src/train/trained-map';
import { MAP_SIDE } from '../../src/train/trained-map-settings';

/**
 * How far behind the line the last model is that does not diverge, or (negative) before it the first that does: columns of the pixel
 * that is on the wrong side and farthest from the line, 0 where none is; infinite where not all beyond a column diverge and none before.
 */
export function columnsBehind({ outcomes, boundary }: Pick<TrainedMap, 'outcomes' | 'boundary'>, row: number): number {
  const models = outcomes.subarray(row * MAP_SIDE, (row + 1) * MAP_SIDE);
  const first = models.findIndex((outcome) => outcome > 0);
  if (first < 0 || models.subarray(first).some((outcome) => !(outcome > 0))) return Infinity;
  const ends = boundary.flatMap(([x1, y1, x2, y2]) => [
    [x1, y1],
    [x2, y2],
  ]);
  const [x] = ends.reduce(
    (best, end) => (Math.abs(end[1] - row) < Math.abs(best[1] - row) ? end : best),
    [Infinity, Infinity],
  );
  return Math.min(0, first - x) + Math.max(0, first - 1 - x);
}
