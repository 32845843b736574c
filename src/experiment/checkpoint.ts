// A checkpoint comes back from files and from storage, where anyone may have written: every part is read as untrusted.
import type { HostArray } from '../compute/backend';
import type { Checkpoint, SnapshotArray } from './lab';

/** The saved array of that name. Throws RangeError where it does not have `length` numbers; `of` names what they are. */
export function savedArray({ arrays }: Checkpoint, name: string, length: number, of: string): Float32Array {
  const data = Object.hasOwn(arrays, name) ? arrays[name].data : undefined;
  if (data?.length !== length)
    throw new RangeError(
      `the checkpoint holds ${data?.length ?? 0} numbers as ${name} of the ${of}; the settings ask for ${length}`,
    );
  return data;
}

/** Three float32 numbers hold one of float64. */
const PARTS = ['', ', rest', ', last rest'] as const;

/** What was read as arrays to save, to the last bit: float64 numbers of the reference backend as sums. */
export function exactArrays(name: string, values: HostArray, shape: readonly number[]): Record<string, SnapshotArray> {
  const arrays: Record<string, SnapshotArray> = {};
  const rest = Float64Array.from(values);
  for (const part of values instanceof Float64Array ? PARTS : PARTS.slice(0, 1)) {
    const data = Float32Array.from(rest);
    arrays[name + part] = { data, shape };
    data.forEach((value, i) => (rest[i] -= value));
  }
  return arrays;
}

/** The array that `exactArrays` saved; throws as `savedArray`. The rests may be missing. */
export function savedExactly(checkpoint: Checkpoint, name: string, length: number, of: string): Float64Array {
  const sum = Float64Array.from(savedArray(checkpoint, name, length, of));
  for (const part of PARTS.slice(1)) {
    const data = Object.hasOwn(checkpoint.arrays, name + part) ? checkpoint.arrays[name + part].data : undefined;
    // Of what is not finite there is no rest.
    if (data?.length === length) data.forEach((value, i) => (sum[i] += Number.isFinite(sum[i]) ? value : 0));
  }
  return sum;
}

/** Part of what a checkpoint remembers beside its arrays; undefined where there is none of that name. */
export function remembered(memory: unknown, key: string): unknown {
  if (typeof memory !== 'object' || memory === null || !Object.hasOwn(memory, key)) return undefined;
  return Reflect.get(memory, key);
}

/** Throws RangeError where it is no number. JSON has no infinite ones, so those of a file are refused. */
export function rememberedNumber(memory: unknown, key: string): number {
  const value = remembered(memory, key);
  if (typeof value !== 'number') throw new RangeError(`the checkpoint remembers no number as ${key}`);
  return value;
}

/** `count` numbers, or undefined where they are not. */
export function rememberedNumbers(memory: unknown, key: string, count: number): readonly number[] | undefined {
  const values = remembered(memory, key);
  if (!Array.isArray(values) || values.length !== count) return undefined;
  return values.every((value): value is number => typeof value === 'number') ? values : undefined;
}
