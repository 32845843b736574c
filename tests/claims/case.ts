// One experiment of the fuzzer, small enough to be pasted: settings, a seed, steps, what is changed on the way, and data.
import type { BackendKind } from '../../src/compute/backend';
import type { Lab, ParameterValues, RunData } from '../../src/experiment/lab';
import { readParameters } from '../../src/experiment/parameters';
import { formatAddress, DEFAULT_SPEED } from '../../src/ui/address';

/** Live settings that are changed on a running lab, and the steps that are then taken. */
export interface Change {
  readonly values: ParameterValues;
  readonly steps: number;
}

export interface Case {
  readonly lab: string;
  readonly backend: BackendKind;
  /** What differs from the defaults. */
  readonly values: ParameterValues;
  readonly seed: number;
  /** Steps before claims are asked for the first time; they are asked again after each change. */
  readonly steps: number;
  readonly changes: readonly Change[];
  readonly data: Readonly<Record<string, readonly number[]>>;
  /** What launches of kernels are told instead of the truth: an amount for each `kernel.param`, or `.param` of any kernel. */
  readonly planted?: Readonly<Record<string, Plant>>;
}

/** Multiplies a param, or adds to it. */
export type Plant = { readonly times: number } | { readonly plus: number };

export function completeValues({ parameters }: Lab, { values }: Case): ParameterValues {
  return readParameters(parameters, values);
}

export function runData({ data }: Case): RunData {
  return Object.fromEntries(Object.entries(data).map(([name, numbers]) => [name, Float32Array.from(numbers)]));
}

/** The case as a person takes it on: an address where one says all of it, and what the command reads in any case. */
export function caseText(lab: Lab, item: Case): string {
  const json = `npm run test:claims -- --case '${JSON.stringify(item)}'`;
  if (item.changes.length > 0 || Object.keys(item.data).length > 0) return json;
  const { seed, steps } = item;
  const values = completeValues(lab, item);
  const address = formatAddress(lab, { values, seed, until: steps, play: 'auto', speed: DEFAULT_SPEED });
  return `${address}\n    ${json}`;
}
