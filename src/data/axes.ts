// What the coordinates of points of the plane stand for. Points are kept about a centre, because 32-bit numbers tell
// places near 0 apart and those far from it not; what is shown is in the units of the source.

import { quoted } from './foreign-text';

export interface Axes {
  /** Foreign text, where a file names them. */
  readonly names: readonly [string, string];
  /** In the units of the source: value = centre + scale · coordinate. */
  readonly centre: readonly [number, number];
  readonly scale: readonly [number, number];
}

/** Points f32 [n, 2], and what they stand for. */
export interface OwnPoints {
  readonly points: Float32Array;
  /** Undefined: themselves, x and y. */
  readonly axes?: Axes | undefined;
}

const MOST_LETTERS = 200;

/** The coordinates themselves. */
export function plainAxes(names: readonly [string, string] = ['x', 'y']): Axes {
  return { names, centre: [0, 0], scale: [1, 1] };
}

/** The value of a coordinate, in the units of the source. */
export function valueOf({ centre, scale }: Axes, axis: 0 | 1, coordinate: number): number {
  return centre[axis] + scale[axis] * coordinate;
}

/** The name of an axis inside a message or a label of so many letters. */
export function nameOf({ names }: Axes, axis: 0 | 1, letters = 24): string {
  const name = quoted(names[axis]);
  return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
}

/** Whether one says something else than the other. */
export function isOther(one: Axes | undefined, other: Axes | undefined): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

export function coordinateOf({ centre, scale }: Axes, axis: 0 | 1, value: number): number {
  return (value - centre[axis]) / scale[axis];
}

/** What a file or a store gave back; undefined where it is nothing of the kind. */
export function readAxes(value: unknown): Axes | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const pair = <T>(key: string, isRight: (one: unknown) => one is T): [T, T] | undefined => {
    const found: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    return Array.isArray(found) && found.length === 2 && found.every(isRight)
      ? [found[0] as T, found[1] as T]
      : undefined;
  };
  const names = pair('names', (one): one is string => typeof one === 'string');
  const centre = pair('centre', (one): one is number => Number.isFinite(one));
  const scale = pair('scale', (one): one is number => Number.isFinite(one) && Number(one) > 0);
  if (!names || !centre || !scale) return undefined;
  return { names: [names[0].slice(0, MOST_LETTERS), names[1].slice(0, MOST_LETTERS)], centre, scale };
}
