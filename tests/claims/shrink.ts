// Makes a failing case as small as it goes: every simplification is kept under which the same problem is still there.
import type { Lab, ParameterValues } from '../../src/experiment/lab';
import { completeValues, type Case } from './case';
import { isSize } from './draw';

/** The page's. */
const PLAIN_SEED = 7;

type Pass = (item: Case, lab: Lab) => Generator<Case>;

/** What makes a case quicker to play comes first. */
const PASSES: readonly Pass[] = [
  fewerChanges,
  fewerSteps,
  smallerSizes,
  simplerData,
  nearerDefaults,
  plainSeed,
  rounder,
];

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

/** By halves; the default of a size is what a GPU likes, not what is small. */
function* smallerSizes(item: Case, lab: Lab): Generator<Case> {
  for (const { key, min } of lab.parameters.filter(isSize)) {
    const half = Math.max(min, Math.floor(Number(item.values[key]) / 2));
    if (half < Number(item.values[key])) yield { ...item, values: { ...item.values, [key]: half } };
  }
}

/** All others back to their defaults: half of them at once, a quarter, and so on to each alone. */
function* nearerDefaults(item: Case, lab: Lab): Generator<Case> {
  const sizes = lab.parameters.filter(isSize).map(({ key }) => key);
  const keys = Object.keys(item.values).filter((key) => !sizes.includes(key));
  for (let chunk = Math.ceil(keys.length / 2); chunk >= 1; chunk = chunk === 1 ? 0 : Math.ceil(chunk / 2))
    for (let from = 0; from < keys.length; from += chunk)
      yield { ...item, values: without(item.values, ...keys.slice(from, from + chunk)) };
  // A size of something that there is not in this setting.
  const values = completeValues(lab, item);
  for (const { key, when } of lab.parameters.filter(isSize))
    if (key in item.values && when?.(values) === false) yield { ...item, values: without(item.values, key) };
}

function* plainSeed(item: Case): Generator<Case> {
  if (item.seed !== PLAIN_SEED) yield { ...item, seed: PLAIN_SEED };
}

function* fewerSteps(item: Case): Generator<Case> {
  for (const steps of [0, item.steps >> 1, item.steps - 1])
    if (steps >= 0 && steps < item.steps) yield { ...item, steps };
  for (const [i, change] of item.changes.entries())
    for (const steps of [0, change.steps >> 1])
      if (steps < change.steps) yield { ...item, changes: item.changes.with(i, { ...change, steps }) };
}

function* rounder(item: Case, lab: Lab): Generator<Case> {
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

function without(values: ParameterValues, ...keys: readonly string[]): ParameterValues {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
}

/** The smallest case that `stillFails` accepts, reached greedily. `until`: asked before each try. */
export async function shrink(
  lab: Lab,
  item: Case,
  stillFails: (smaller: Case) => Promise<boolean>,
  until: () => boolean,
): Promise<Case> {
  let smallest = item;
  const better = async (pass: Pass): Promise<boolean> => {
    for (const candidate of pass(smallest, lab)) {
      if (!until()) return false;
      if (!(await stillFails(candidate))) continue;
      smallest = candidate;
      return true;
    }
    return false;
  };
  for (let before: Case | undefined; before !== smallest;) {
    before = smallest;
    for (const pass of PASSES) while (await better(pass));
  }
  return smallest;
}
