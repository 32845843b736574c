// The golden vectors of the specification, by file and case.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Tolerance } from './agree';

export interface GoldenCase {
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: Readonly<
    Record<string, 'exact' | Record<'f64' | 'f32', { readonly abs: number; readonly rel: number }>>
  >;
}

interface GoldenFile {
  readonly cases: readonly GoldenCase[];
}

function cases(name: string): readonly GoldenCase[] {
  const path = fileURLToPath(new URL(`../golden/${name}.json`, import.meta.url));
  return (JSON.parse(readFileSync(path, 'utf8')) as GoldenFile).cases;
}

/** Throws when there is no such case: a test that runs over nothing proves nothing. */
export function golden(name: string, id: string): GoldenCase {
  const found = cases(name).find((one) => one.id === id);
  if (!found) throw new Error(`no golden case ${id} in ${name}.json`);
  return found;
}

/** The tolerance of one field in the arithmetic of `type`. */
export function goldenTolerance({ id, tolerance }: GoldenCase, field: string, type: 'f64' | 'f32'): Tolerance {
  const stated = tolerance[field];
  if (!stated || stated === 'exact') throw new Error(`${id}: ${field} has no numeric tolerance`);
  return { absolute: stated[type].abs, relative: stated[type].rel };
}

/** Nested arrays of numbers, flattened row by row. */
export function flat(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(flat);
  throw new TypeError(`${JSON.stringify(value)} is no array of numbers`);
}

/** The ids of all cases of a file. */
export function goldenIds(name: string): readonly string[] {
  return cases(name).map(({ id }) => id);
}
