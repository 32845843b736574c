// The golden cases of MATHS.md section 4, and the one way of comparing that their files prescribe.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Game, Strengths, VariantId } from '../../src/math/dirac-field';
import type { ObjectiveId } from '../../src/math/dirac-objective';
import type { Pace, Rule, SchemeId } from '../../src/math/dirac-scheme';

type Nested = number | boolean | string | readonly Nested[];
type Precision = 'f64' | 'f32';

interface Bounds {
  readonly abs: number;
  readonly rel: number;
}

interface RawCase {
  readonly id: string;
  readonly inputs: Readonly<Record<string, Nested | Readonly<Record<string, number>>>>;
  readonly expected: Readonly<Record<string, Nested>>;
  readonly tolerance: Readonly<Record<string, Readonly<Record<Precision, Bounds>> | 'exact'>>;
}

function flat(value: Nested | undefined): number[] {
  return Array.isArray(value) ? value.flatMap((entry: Nested) => flat(entry)) : [Number(value)];
}

const SCHEMES: Readonly<Record<string, SchemeId>> = {
  sim: 'simultaneous',
  alt: 'alternating',
  rk4: 'flow',
  extragradient: 'extragradient',
};

export class DiracCase {
  readonly id: string;
  readonly #raw: RawCase;

  constructor(raw: RawCase) {
    this.id = raw.id;
    this.#raw = raw;
  }

  has(field: string): boolean {
    return field in this.#raw.expected || field in this.#raw.inputs;
  }

  /** An input of any depth, flattened row by row. */
  input(name: string): number[] {
    return flat(this.#raw.inputs[name] as Nested);
  }

  number(name: string, fallback = Number.NaN): number {
    return name in this.#raw.inputs ? this.input(name)[0] : fallback;
  }

  texts(name: string): string[] {
    return [this.#raw.inputs[name]].flat().map(String);
  }

  expected(field: string): number[] {
    return flat(this.#raw.expected[field]);
  }

  get game(): Game {
    const variant = (this.#raw.inputs['variant'] ?? 'plain') as VariantId;
    return { objective: this.#raw.inputs['f'] as ObjectiveId, variant, sampled: false };
  }

  get strengths(): Strengths {
    return { sigma: 0, gamma: 0, g0: 1, ...(this.#raw.inputs['params'] as Partial<Strengths>) };
  }

  get rule(): Rule {
    return { ...this.game, scheme: SCHEMES[(this.#raw.inputs['scheme'] ?? 'rk4') as string] };
  }

  get pace(): Pace {
    const h = this.number('h', 0.01);
    const [generatorSteps, discriminatorSteps] = [this.number('ng', 1), this.number('nd', 1)];
    return { ...this.strengths, h, hD: this.number('hd', h), generatorSteps, discriminatorSteps };
  }

  /** |got − expected| ≤ abs + rel |expected| elementwise at that precision's tolerance; exact fields exactly. */
  expect(field: string, got: Iterable<number | boolean>, precision: Precision = 'f64'): void {
    const wanted = this.expected(field);
    const values = Array.from(got, Number);
    const tolerance = this.#raw.tolerance[field];
    const { abs, rel } = tolerance === 'exact' ? { abs: 0, rel: 0 } : tolerance[precision];
    expect(values, `${this.id}: ${field}`).toHaveLength(wanted.length);
    const failures = wanted.flatMap((value, i) =>
      Math.abs(values[i] - value) <= abs + rel * Math.abs(value) ? [] : [{ i, value, got: values[i] }],
    );
    expect(failures, `${this.id}: ${field}`).toEqual([]);
  }
}

/** The cases of `dirac_<name>.json`. */
export function diracCases(name: 'fields' | 'trajectory' | 'flow' | 'spectra'): DiracCase[] {
  const file = fileURLToPath(new URL(`../golden/dirac_${name}.json`, import.meta.url));
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly RawCase[] };
  return cases.map((raw) => new DiracCase(raw));
}
