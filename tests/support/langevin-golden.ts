// The golden cases of MATHS.md section 3.1, with the one way of comparing that their file prescribes.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

type Nested = number | boolean | readonly Nested[];

interface Tolerance {
  readonly f64: { readonly abs: number; readonly rel: number };
}

interface Case {
  readonly id: string;
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly expected: Readonly<Record<string, Nested>>;
  readonly tolerance: Readonly<Record<string, Tolerance | 'exact'>>;
}

const file = fileURLToPath(new URL('../golden/langevin.json', import.meta.url));
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Case[] };

function flat(value: Nested): number[] {
  return typeof value === 'object' ? value.flatMap(flat) : [Number(value)];
}

export interface GoldenCase {
  /** An input array of any depth, flattened row by row. */
  input(name: string): number[];
  /** A scalar input. */
  number(name: string): number;
  /** |got − expected| ≤ abs + rel |expected| elementwise at the float64 tolerance; exact fields exactly. */
  expect(field: string, got: Iterable<number | boolean>): void;
}

export function goldenCase(id: string): GoldenCase {
  const found = cases.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`golden case ${id}: not in langevin.json`);
  const input = (name: string): number[] => flat(found.inputs[name]);
  return {
    input,
    number: (name) => input(name)[0],
    expect(field, got) {
      const wanted = flat(found.expected[field]);
      const values = Array.from(got, Number);
      const tolerance = found.tolerance[field];
      const { abs, rel } = tolerance === 'exact' ? { abs: 0, rel: 0 } : tolerance.f64;
      expect(values).toHaveLength(wanted.length);
      const failures = wanted.flatMap((value, i) =>
        Math.abs(values[i] - value) <= abs + rel * Math.abs(value) ? [] : [{ i, value, got: values[i] }],
      );
      expect(failures).toEqual([]);
    },
  };
}
