// A checkpoint comes back from files and from storage, where anyone may have written: every part is read as untrusted.
import type { Checkpoint } from './lab';

/** The saved array of that name. Throws RangeError where it does not have `length` numbers; `of` names what they are. */
export function savedArray({ arrays }: Checkpoint, name: string, length: number, of: string): Float32Array {
  const data = Object.hasOwn(arrays, name) ? arrays[name].data : undefined;
  if (data?.length !== length)
    throw new RangeError(
      `the checkpoint holds ${data?.length ?? 0} numbers as ${name} of the ${of}; the settings ask for ${length}`,
    );
  return data;
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
