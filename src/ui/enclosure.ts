// Data inside a link: arrays as JSON, deflated, with a sum of the bytes, in letters that an address may hold. Hostile until
// read, as the rest of the address: sizes are capped before and while it is unpacked, and names and numbers are checked.
import { readAxes, type Axes } from '../data/axes';
import type { RunData } from '../experiment/lab';
import { decodeFloats, encodeFloats } from './app/base64';
import { readComponents } from './app/components';
import { usablePoints } from './controllers/point-store';

/** What a link is about besides settings. */
export interface Enclosed {
  readonly data: RunData;
  /** What points among the data stand for. */
  readonly axes?: Axes | undefined;
}

/** What an address says of data: the data itself, or which points it was made with that it does not hold. */
export type Carried = Readonly<Partial<Record<'enclosed' | 'own', string>>>;

/** Of the 8 KiB that an address may have; the settings take up to one. */
const MOST_LETTERS = 6000;
/** More numbers than that are not tried. */
const MOST_NUMBERS = 2 ** 14;
/** Unpacked: as many numbers, eight letters to each five and a third, and the axes. */
const MOST_BYTES = 128 * 1024;
const SUM_BYTES = 4;
/** Numbers that a fingerprint looks at. */
const LOOKED_AT = 4096;

export function sameArrays(one: RunData, other: RunData): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/** What an address carries of these data: as much as it has room for. */
export async function carriedOf({ data, axes }: Enclosed): Promise<Carried> {
  if (Object.keys(data).length === 0) return {};
  const enclosed = await packed({ data, axes });
  if (enclosed !== undefined) return { enclosed };
  const { points, ...others } = data;
  const rest = points && Object.keys(others).length > 0 ? await packed({ data: others }) : undefined;
  return { ...(rest === undefined ? {} : { enclosed: rest }), ...(points ? { own: markOf(points) } : {}) };
}

async function packed({ data, axes }: Enclosed): Promise<string | undefined> {
  const numbers = Object.values(data).reduce((sum, { length }) => sum + length, 0);
  if (numbers > MOST_NUMBERS) return undefined;
  const arrays = Object.fromEntries(Object.entries(data).map(([name, values]) => [name, encodeFloats(values)]));
  const json = JSON.stringify({ data: arrays, ...(data['points'] && axes ? { axes } : {}) });
  try {
    const body = await through(new TextEncoder().encode(json), new CompressionStream('deflate-raw'));
    const bytes = new Uint8Array(SUM_BYTES + body.length);
    new DataView(bytes.buffer).setUint32(0, sumOf(body));
    bytes.set(body, SUM_BYTES);
    const text = lettersOf(bytes);
    return text.length <= MOST_LETTERS ? text : undefined;
  } catch {
    // A browser that cannot deflate: the link says what it lacks.
    return undefined;
  }
}

/** Undefined where the text is not data of ours, undamaged. */
export async function readEnclosed(text: string): Promise<Enclosed | undefined> {
  if (text.length > MOST_LETTERS + 100) return undefined;
  try {
    const bytes = bytesOf(text);
    const body = bytes.slice(SUM_BYTES);
    if (new DataView(bytes.buffer).getUint32(0) !== sumOf(body)) return undefined;
    const json = await through(body, new DecompressionStream('deflate-raw'));
    return enclosedIn(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)));
  } catch {
    return undefined;
  }
}

function enclosedIn(value: unknown): Enclosed | undefined {
  const arrays = own(value, 'data');
  const data: Record<string, Float32Array> = {};
  for (const name of ['points', 'weights', 'means', 'covariances']) {
    const text = own(arrays, name);
    if (text === undefined) continue;
    const values = typeof text === 'string' ? decodeFloats(text) : undefined;
    if (!values?.every(Number.isFinite)) return undefined;
    data[name] = values;
  }
  const { points, ...components } = data;
  if (points && !usablePoints(points)) return undefined;
  if (Object.keys(components).length > 0 && !readComponents(components)) return undefined;
  return { data, axes: points && readAxes(own(value, 'axes')) };
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** Stops where more comes out than MOST_BYTES. */
async function through(bytes: Uint8Array<ArrayBuffer>, change: CompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(change).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw new RangeError('too large');
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function lettersOf(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** Whatever stands in between or around that an address does not hold is not part of it. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const base64 = text
    .replaceAll(/[^\w-]/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** How many points, and which: two sets with the same mark are the same, but for one chance in four thousand million. */
export function markOf(points: Float32Array): string {
  const looks = Math.min(points.length, LOOKED_AT);
  const some = Float32Array.from(
    { length: looks },
    (_, i) => points[Math.floor((i * (points.length - 1)) / (looks - 1))],
  );
  return `${points.length / 2}-${sumOf(new Uint8Array(some.buffer)).toString(16)}`;
}

/** The number of points of a mark; undefined where it is none. */
export function countOf(mark: string): number | undefined {
  const [, count] = /^(\d{1,7})-[\da-f]{1,8}$/.exec(mark) ?? [];
  return count === undefined || Number(count) === 0 ? undefined : Number(count);
}

/** FNV-1a, 32 bits. */
function sumOf(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}
