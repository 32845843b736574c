// The whole state of a page as a JSON file. Reading is closed and by hand: known keys go into fresh objects, everything
// else is ignored or refused, and a refusal says what is missing.
import type { Checkpoint, ParameterValue, ParameterValues, RunData, SnapshotArray } from '../../experiment/lab';
import { readAxes, type Axes } from '../../data/axes';
import { mebibytes, quoted } from '../../data/foreign-text';
import type { Box } from '../../targets/target';
import { DEFAULT_SPEED, SPEEDS, type Speed } from '../address';
import { decodeFloats, encodeFloats } from './base64';

export const FORMAT = 'scorefield-settings';
export const VERSION = 1;
export const MOST_BYTES = 5 * 1024 * 1024;
const MOST_DEPTH = 16;
/** Keys of one object that are looked at; far more than any lab has. */
const MOST_KEYS = 256;

export interface PageSettings {
  readonly lab: string;
  readonly values: ParameterValues;
  readonly seed: number;
  readonly speed: Speed;
  readonly step: number;
  readonly view?: Box;
  readonly data: RunData;
  /** What points among the data stand for. */
  readonly axes?: Axes | undefined;
  readonly checkpoint?: Checkpoint;
}

/** What is wrong with a file, as a sentence for the visitor. */
export class SettingsFileError extends Error {
  override readonly name = 'SettingsFileError';
}

/** The file's text. The checkpoint is left out where the text would grow beyond what this page reads back. */
export function writeSettingsFile(settings: PageSettings): string {
  const { data, checkpoint, ...rest } = settings;
  const plain = { format: FORMAT, version: VERSION, ...rest, data: mapValues(data, encodeFloats) };
  const whole = JSON.stringify(checkpoint ? { ...plain, checkpoint: plainCheckpoint(checkpoint) } : plain);
  return whole.length <= MOST_BYTES ? whole : JSON.stringify(plain);
}

function plainCheckpoint({ step, arrays, memory }: Checkpoint): unknown {
  return { step, arrays: mapValues(arrays, ({ data, shape }) => ({ shape, data: encodeFloats(data) })), memory };
}

/** Throws SettingsFileError with a sentence that names what is wrong. Values are read, not judged: the lab does that. */
export function readSettingsFile(text: string): PageSettings {
  if (text.length > MOST_BYTES)
    throw new SettingsFileError(`The file is ${mebibytes(text.length)} MiB; at most 5 MiB.`);
  if (text.trim() === '') throw new SettingsFileError('The file is empty.');
  return readSettings(parse(text));
}

/** The same for what storage gave back, where arrays are arrays. */
export function readSettings(value: unknown): PageSettings {
  const file = new Reader(value, '');
  if (file.text('format') !== FORMAT) throw refused('‘format’', `is not ${FORMAT}`);
  const version = file.whole('version');
  if (version > VERSION)
    throw new SettingsFileError(
      `This file was made by a newer version (v${version}; this page reads up to v${VERSION}).`,
    );
  const view = file.has('view') ? readBox(file.object('view')) : undefined;
  const checkpoint = file.has('checkpoint') ? readCheckpoint(file.object('checkpoint')) : undefined;
  const speed = file.has('speed') ? SPEEDS.find((known) => known === file.raw('speed')) : undefined;
  return {
    lab: file.text('lab'),
    values: readValues(file.object('values')),
    seed: file.whole('seed'),
    speed: speed ?? DEFAULT_SPEED,
    step: file.has('step') ? file.whole('step') : 0,
    data: file.has('data') ? readData(file.object('data')) : {},
    ...(file.has('axes') ? { axes: axesOf(file.raw('axes')) } : {}),
    ...(view ? { view } : {}),
    ...(checkpoint ? { checkpoint } : {}),
  };
}

function parse(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    if (depthExceeds(parsed, MOST_DEPTH))
      throw new SettingsFileError(`The file is nested deeper than ${MOST_DEPTH} levels.`);
    return parsed;
  } catch (error) {
    if (error instanceof SettingsFileError) throw error;
    throw new SettingsFileError('Not a settings file from this page: it is not JSON.');
  }
}

function depthExceeds(root: unknown, most: number): boolean {
  const waiting: [unknown, number][] = [[root, 1]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, depth] = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > most) return true;
    for (const child of Object.values(value)) waiting.push([child, depth + 1]);
  }
  return false;
}

function refused(name: string, what: string): SettingsFileError {
  return new SettingsFileError(`Not a settings file from this page: ${name} ${what}.`);
}

/** Own keys of one object of the file, by name, with the path for messages. */
class Reader {
  readonly #values = new Map<string, unknown>();
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw refused(path ? `‘${path}’` : 'the file', 'is not an object');
    for (const [key, child] of Object.entries(value).slice(0, MOST_KEYS)) this.#values.set(key, child);
    this.#path = path;
  }

  /** Without the names that could reach a prototype. */
  get keys(): string[] {
    return [...this.#values.keys()].filter((key) => !(key in Object.prototype));
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  raw(key: string): unknown {
    if (!this.#values.has(key)) throw refused(this.name(key), 'is missing');
    return this.#values.get(key);
  }

  name(key: string): string {
    return `‘${this.#path ? `${this.#path}.` : ''}${quoted(key)}’`;
  }

  object(key: string): Reader {
    return new Reader(this.raw(key), this.#path ? `${this.#path}.${quoted(key)}` : key);
  }

  text(key: string): string {
    const value = this.raw(key);
    if (typeof value !== 'string') throw refused(this.name(key), 'is not a text');
    return value;
  }

  number(key: string): number {
    const value = this.raw(key);
    if (typeof value !== 'number' || !Number.isFinite(value)) throw refused(this.name(key), 'is not a number');
    return value;
  }

  whole(key: string): number {
    const value = this.number(key);
    if (!Number.isInteger(value) || value < 0 || value > 2 ** 32 - 1)
      throw refused(this.name(key), 'is not a whole number from 0 to 4,294,967,295');
    return value;
  }

  floats(key: string): Float32Array<ArrayBuffer> {
    const value = this.raw(key);
    const floats = value instanceof Float32Array ? new Float32Array(value) : decodeFloats(this.text(key));
    if (!floats) throw refused(this.name(key), 'is damaged');
    return floats;
  }
}

function readValues(file: Reader): ParameterValues {
  return Object.fromEntries(
    file.keys.map((key): [string, ParameterValue] => [
      key,
      typeof file.raw(key) === 'number' ? file.number(key) : file.text(key),
    ]),
  );
}

function readBox(file: Reader): Box {
  const box = {
    minX: file.number('minX'),
    maxX: file.number('maxX'),
    minY: file.number('minY'),
    maxY: file.number('maxY'),
  };
  if (!(box.minX < box.maxX && box.minY < box.maxY)) throw refused('‘view’', 'is not a box');
  return box;
}

function axesOf(value: unknown): Axes {
  const axes = readAxes(value);
  if (!axes) throw refused('‘axes’', 'is not two names, centres and scales');
  return axes;
}

function readData(file: Reader): RunData {
  return Object.fromEntries(file.keys.map((key) => [key, file.floats(key)]));
}

function readCheckpoint(file: Reader): Checkpoint {
  const arrays = file.object('arrays');
  return {
    step: file.whole('step'),
    arrays: Object.fromEntries(arrays.keys.map((key): [string, SnapshotArray] => [key, readArray(arrays.object(key))])),
    memory: file.has('memory') ? fresh(file.raw('memory')) : null,
  };
}

function readArray(file: Reader): SnapshotArray {
  const data = file.floats('data');
  const shape = file.raw('shape');
  if (!Array.isArray(shape) || shape.length > 4) throw refused(file.name('shape'), 'is not a list of sizes');
  // What is no number is none, without being asked to turn itself into one.
  const sizes = shape.map((size: unknown) => (typeof size === 'number' ? size : Number.NaN));
  const count = sizes.reduce((product, size) => product * size, 1);
  if (!sizes.every((size) => Number.isInteger(size) && size >= 0) || count !== data.length)
    throw refused(file.name('shape'), 'does not fit its data');
  return { data, shape: sizes };
}

/** A copy of plain JSON without names that could reach a prototype. */
function fresh(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fresh);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => (key in Object.prototype ? [] : [[key, fresh(child)]])),
  );
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
