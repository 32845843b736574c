// Where a swarm is, from positions that were read back: for a view that follows it.
import type { Box } from '../targets/target';
import type { Paths } from './frame';

/** Of the places on each side of each axis, the share that may be left out: a few strays do not make a swarm. */
const STRAYS = 0.05;

/** The box of the middle nine tenths along each axis of what is finite, row-major [n, width]; undefined where nothing is. */
export function centralBox(places: ArrayLike<number>, width = 2): Box | undefined {
  const rows: (readonly [number, number])[] = [];
  for (let at = 0; at < places.length; at += width) {
    const [x, y] = [places[at], width > 1 ? places[at + 1] : 0];
    if (Number.isFinite(x) && Number.isFinite(y)) rows.push([x, y]);
  }
  if (rows.length === 0) return undefined;
  const [[minX, maxX], [minY, maxY]] = ([0, 1] as const).map((axis) => {
    const along = Float64Array.from(rows, (row) => row[axis]).toSorted();
    const strays = Math.floor(STRAYS * along.length);
    return [along[strays], along[along.length - 1 - strays]] as const;
  });
  return { minX, maxX, minY, maxY };
}

/** The same of the ends of paths: traced particles are as good a sample as any, where all start alike. */
export function boxOfHeads(paths: readonly Paths[]): Box | undefined {
  return unitedBox(paths.map(({ lines }) => centralBox(lines.flatMap((line) => [...line.subarray(-2)]))));
}

/** The smallest box around those that there are. */
export function unitedBox(boxes: readonly (Box | undefined)[]): Box | undefined {
  return boxes.reduce(
    (all, box) =>
      all && box
        ? {
            minX: Math.min(all.minX, box.minX),
            maxX: Math.max(all.maxX, box.maxX),
            minY: Math.min(all.minY, box.minY),
            maxY: Math.max(all.maxY, box.maxY),
          }
        : (all ?? box),
    undefined,
  );
}
