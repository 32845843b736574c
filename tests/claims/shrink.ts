// Makes a failing case as small as it goes: every simplification is kept under which the same problem is still there.
import type { Lab, ParameterValues } from '../../src/labs/lab';
import { defaultValues } from '../../src/labs/parameters';
import type { Case } from './case';
import { isSize } from './draw';

/** Simpler cases than this one, the boldest first. */
export function* simpler(lab: Lab, item: Case): Generator<Case> {
  yield* fewerChanges(item);
  yield* simplerData(item);
  yield* nearerDefaults(lab, item);
  yield* fewerSteps(item);
  if (item.seed !== 7) yield { ...item, seed: 7 };
  yield* rounder(lab, item);
}

function* fewerChanges(item: Case): Generator<Case> {
  const { changes } = item;
  if (changes.length > 1) yield { ...item, changes: [] };
  for (const i of changes.keys()) yield { ...item, changes: changes.toSpliced(i, 1) };
  // What was changed on the way may as well have been so from the start.
  for (const [i, { values, steps }] of changes.entries()) {
    const whole = { ...item, values: { ...item.values, ...values }, changes: changes.toSpliced(i, 1) };
    yield { ...whole, steps: item.steps + steps };
  }
  for (const [i, change] of changes.entries()) {
    const keys = Object.keys(change.values);
    if (keys.length > 1)
      for (const key of keys)
        yield { ...item, changes: changes.with(i, { ...change, values: without(change.values, key) }) };
  }
}

/** Without data, half of the rows, one row less; then rounder numbers. */
function* simplerData(item: Case): Generator<Case> {
  const names = Object.keys(item.data);
  if (names.length === 0) return;
  yield { ...item, data: {} };
  const rows = Math.min(...names.map((name) => item.data[name].length / widthOf(name)));
  const keep = (from: number, to: number): Case => ({
    ...item,
    data: Object.fromEntries(
      names.map((name) => [name, item.data[name].slice(from * widthOf(name), to * widthOf(name))]),
    ),
  });
  const half = Math.ceil(rows / 2);
  if (half < rows) yield* [keep(0, half), keep(half, rows), keep(1, rows), keep(0, rows - 1)];
  for (const digits of [1, 2, 4]) {
    const data = Object.fromEntries(
      names.map((name) => [name, item.data[name].map((value) => rounded(value, digits))]),
    );
    if (JSON.stringify(data) !== JSON.stringify(item.data)) yield { ...item, data };
  }
}

/** Numbers in a row of each array that a lab may take. */
function widthOf(name: string): number {
  return name === 'covariances' ? 4 : name === 'weights' ? 1 : 2;
}

/** A size shrinks by halves; its default is what a GPU likes, not what is small. */
function* nearerDefaults(lab: Lab, item: Case): Generator<Case> {
  const defaults = defaultValues(lab.parameters);
  for (const parameter of lab.parameters) {
    const { key } = parameter;
    const value = item.values[key];
    if (isSize(parameter)) {
      const half = Math.max(parameter.min, Math.floor(Number(value ?? defaults[key]) / 2));
      if (half < Number(value)) yield { ...item, values: { ...item.values, [key]: half } };
    } else if (value !== undefined) yield { ...item, values: without(item.values, key) };
  }
}

function* fewerSteps(item: Case): Generator<Case> {
  for (const steps of [0, item.steps >> 1, item.steps - 1])
    if (steps >= 0 && steps < item.steps) yield { ...item, steps };
  for (const [i, change] of item.changes.entries())
    for (const steps of [0, change.steps >> 1])
      if (steps < change.steps) yield { ...item, changes: item.changes.with(i, { ...change, steps }) };
}

function* rounder(lab: Lab, item: Case): Generator<Case> {
  for (const parameter of lab.parameters) {
    const value = item.values[parameter.key];
    if (parameter.kind !== 'number' || typeof value !== 'number' || parameter.integer) continue;
    for (const digits of [1, 2, 3]) {
      const round = rounded(value, digits);
      if (round === value) break;
      if (round >= parameter.min && round <= parameter.max)
        yield { ...item, values: { ...item.values, [parameter.key]: round } };
    }
  }
}

function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

function without(values: ParameterValues, key: string): ParameterValues {
  const { [key]: _, ...rest } = values;
  return rest;
}

/** The smallest case that `stillFails` accepts, reached greedily; what throws while it is made is not simpler. `until`: asked before each try. */
export async function shrink(
  lab: Lab,
  item: Case,
  stillFails: (smaller: Case) => Promise<boolean>,
  until: () => boolean,
): Promise<Case> {
  let smallest = item;
  for (let found = true; found;) {
    found = false;
    for (const candidate of simpler(lab, smallest)) {
      if (!until()) return smallest;
      if (!(await stillFails(candidate))) continue;
      smallest = candidate;
      found = true;
      break;
    }
  }
  return smallest;
}
