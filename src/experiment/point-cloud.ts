// The points of a run on the host, wherever they come from.
import { plainAxes, type Axes } from '../data/axes';
import { digitPoints, type DigitSide } from '../data/digits';
import { measurements, penguinPoints, type Measurement } from '../data/penguin-points';
import { atOnce, inTasks, overRows, type Sliced } from '../data/slices';
import { coprimeStride } from '../math/coprime';
import { once } from '../once';
import { nextTask } from '../waiting';
import { drawPoints, isSynthetic, type SyntheticId } from '../data/synthetic';
import type { Box } from '../targets/target';
import type { RunData, StartOptions } from './lab';
import type { PointSettings } from './point-parameters';

export interface PointCloud {
  /** Row-major [count, dimension]; any leading rows are as good a sample as any others. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly count: number;
  readonly dimension: number;
  /** The law that the points were drawn from, where it is known. */
  readonly law: SyntheticId | undefined;
}

type Keys = readonly [Measurement, Measurement, ...Measurement[]];

/** Rows drawn between two looks at the clock, and milliseconds between two breaths: timers cost four of them each. */
const ROWS = 4_096;
const BREATH_MS = 12;
/** The name under which a user's points travel: f32 [n, 2]. */
export const POINTS = 'points';
/** And further columns of them, f32 [n, D − 2], for labs that look beyond the plane. */
export const COLUMNS = 'columns';
const MOST_COLUMNS = 8;

/** A few points to begin with wherever there is nothing of one's own yet. */
const EXAMPLE = Float32Array.of(-1, -0.5, -0.6, 0.4, -0.8, 0, 0.7, 0.6, 1.1, 0.2, 0.9, -0.7, 0, 1.2);

/** The user's points, or the example where there are none. Throws RangeError for what cannot be a list of points. */
function givenPoints(data: RunData): Float32Array {
  const points = data[POINTS];
  if (!points || points.length === 0) return EXAMPLE;
  if (points.length % 2 !== 0 || points.length > 2 ** 21)
    throw new RangeError(`data.points has ${points.length} numbers; an even number up to ${2 ** 21} is allowed`);
  return points;
}

/** Throws RangeError for the first number that no place can have. */
function* checking(name: string, values: Float32Array): Sliced<void> {
  yield* overRows(values.length, (i) => {
    if (!(Math.abs(values[i]) <= 1e9))
      throw new RangeError(`data.${name} holds ${values[i]}; finite numbers up to ±1e9 are allowed`);
  });
}

/** The user's points with their further columns, row-major [n, width]. */
function* widePoints(data: RunData): Sliced<{ readonly points: Float32Array; readonly width: number }> {
  const points = givenPoints(data);
  yield* checking(POINTS, points);
  const more = data[COLUMNS];
  if (!more || more.length === 0) return { points, width: 2 };
  const count = points.length / 2;
  const others = more.length / count;
  if (!Number.isInteger(others) || others + 2 > MOST_COLUMNS)
    throw new RangeError(
      `data.columns has ${more.length} numbers; up to ${MOST_COLUMNS - 2} for each of ${count} points are allowed`,
    );
  yield* checking(COLUMNS, more);
  const width = 2 + others;
  const wide = Float32Array.from({ length: count * width }, (_, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    return column < 2 ? points[2 * row + column] : more[others * row + column - 2];
  });
  return { points: wide, width };
}

/** Draws or fetches the points, in slices between which the page draws and listens; rejects once `signal` aborts. */
export async function loadPoints(
  settings: PointSettings,
  seed: number,
  data: RunData,
  { signal, onProgress }: Pick<StartOptions, 'signal' | 'onProgress'> = {},
): Promise<PointCloud> {
  const { data: id, points: count } = settings;
  if (isSynthetic(id)) {
    const dimension = id === 'normal' ? (settings.dimension ?? 2) : 2;
    const values = new Float32Array(count * dimension);
    let breathed = performance.now();
    for (let from = 0; from < count; from += ROWS) {
      drawPoints(id, values, dimension, seed, from, Math.min(count, from + ROWS));
      if (performance.now() - breathed < BREATH_MS) continue;
      onProgress?.(Math.min(1, (from + ROWS) / count));
      await nextTask();
      signal?.throwIfAborted();
      breathed = performance.now();
    }
    return { values, count, dimension, law: id };
  }
  if (id === 'digits') {
    const side = Number(settings.pixels ?? 14) as DigitSide;
    return cloud(shuffled(await digitPoints(side), side ** 2), side ** 2);
  }
  if (id === 'penguins') {
    const keys = keysOf(settings);
    return cloud(shuffled(penguinPoints(...keys).points, keys.length), keys.length);
  }
  const { points, width } = await inTasks(widePoints(data), signal ? { signal } : {});
  const own = points === EXAMPLE ? EXAMPLE : await inTasks(shuffling(points, width), signal ? { signal } : {});
  return cloud(own, width);
}

/** The measurements of penguins, the axes first. */
function keysOf({ across, up, measurements: which }: Pick<PointSettings, 'across' | 'up' | 'measurements'>): Keys {
  if (which !== 'all') return [across, up];
  const others = (Object.keys(measurements) as Measurement[]).filter((key) => key !== across && key !== up);
  return [across, up, ...others];
}

function cloud(values: Float32Array<ArrayBuffer>, dimension: number): PointCloud {
  return { values, count: values.length / dimension, dimension, law: undefined };
}

function shuffled(values: Float32Array, dimension = 2): Float32Array<ArrayBuffer> {
  return atOnce(shuffling(values, dimension));
}

/** Rows in an order without meaning, always the same: i·g mod n with g coprime to n. */
function* shuffling(values: Float32Array, dimension: number): Sliced<Float32Array<ArrayBuffer>> {
  const count = values.length / dimension;
  const stride = coprimeStride(count);
  const result = new Float32Array(values.length);
  yield* overRows(count, (row) => {
    const from = ((row * stride) % count) * dimension;
    for (let j = 0; j < dimension; j++) result[row * dimension + j] = values[from + j];
  });
  return result;
}

/** The first two coordinates [count, 2]; 0 for the second on a line. The values themselves in the plane. */
export function planeOf({ values, count, dimension }: PointCloud): Float32Array<ArrayBuffer> {
  if (dimension === 2) return values;
  const plane = new Float32Array(2 * count);
  for (let row = 0; row < count; row++) {
    plane[2 * row] = values[row * dimension];
    if (dimension > 1) plane[2 * row + 1] = values[row * dimension + 1];
  }
  return plane;
}

/** What the first two coordinates of these points are; of the visitor's own, which have names of their own, themselves. */
export function pointAxes({ data, dimension = 2, ...settings }: PointSettings): Axes {
  if (data === 'penguins') return penguinPoints(...keysOf(settings)).axes;
  if (data === 'digits') return plainAxes(['first principal component', 'second principal component']);
  return plainAxes(data === 'normal' && dimension > 2 ? ['x₁', 'x₂'] : ['x', 'y']);
}

const boxOf = (half: number): Box => ({ minX: -half, maxX: half, minY: -half, maxY: half });

/** The box in which the points of these settings are seen. */
export function pointsBox(settings: PointSettings, data: RunData): Box {
  if (settings.data === 'upload') return around(givenPoints(data));
  return boxOf({ digits: 8, penguins: 3.2, normal: 4, mixture: 3.6, moons: 3, spiral: 3.2, rings: 3.2 }[settings.data]);
}

/** The box of the points with a fifth of margin; of a million, found once and not at each start. */
const around = once((points: Float32Array): Box => {
  // Plain numbers: a million reads and writes of an object would hold up the page.
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i];
    const y = points[i + 1];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  const size = Math.max(maxX - minX, maxY - minY) || 2;
  const margin = 0.2 * size;
  const [x, y] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const [halfX, halfY] = [(maxX - minX) / 2 + margin, (maxY - minY) / 2 + margin];
  return { minX: x - halfX, maxX: x + halfX, minY: y - halfY, maxY: y + halfY };
});
