// The visitor's points and what they stand for, kept in this browser from one visit to the next. Whatever storage does wrong, the page goes on
// without it; what it gives back is checked like a file.
import { readAxes, type OwnPoints } from '../../data/axes';
import { withStore } from './database';

const KEY = 'own';
const MOST_NUMBERS = 2 ** 21;

/** Resolves also where there is no storage, or none left. */
export async function savePoints({ points, axes }: OwnPoints): Promise<void> {
  try {
    // What is stored is copied there; a part of a larger buffer would take all of it along.
    const own = points.byteLength === points.buffer.byteLength ? points : points.slice();
    await withStore('points', 'readwrite', (store) => store.put({ points: own, axes }, KEY));
  } catch {
    // Private windows and full disks: the points stay for this visit.
  }
}

/** Undefined where there are none, or nothing that can be used. */
export async function loadPoints(): Promise<OwnPoints | undefined> {
  try {
    return usableOwn(await withStore('points', 'readonly', (store) => store.get(KEY) as IDBRequest<unknown>));
  } catch {
    return undefined;
  }
}

/** Points with their axes, or, as earlier versions kept them, alone. */
export function usableOwn(value: unknown): OwnPoints | undefined {
  const kept: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const points = usablePoints(value instanceof Float32Array ? value : kept['points']);
  return points && { points, axes: readAxes(kept['axes']) };
}

/** A list of finite points of the plane, or undefined. */
export function usablePoints(value: unknown): Float32Array | undefined {
  if (!(value instanceof Float32Array) || value.length === 0) return undefined;
  if (value.length % 2 !== 0 || value.length > MOST_NUMBERS) return undefined;
  return value.every((coordinate) => Math.abs(coordinate) <= 1e9) ? value : undefined;
}
