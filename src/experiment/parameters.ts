// Values against the declaration of a lab. The library and the controls refuse what is not allowed; an address is
// repaired instead, with a sentence for each repair. The declaration is the only source of what is allowed.
import { quoted, undamaged } from '../data/foreign-text';
import { isPlainNumber, readTypedNumber } from '../data/read-number';
import type { ChoiceParameter, NumberParameter, Parameter, ParameterValue, ParameterValues } from './lab';
import { formatPlainNumber } from '../numbers';

/** Every parameter at its declared default. */
export function defaultValues(parameters: readonly Parameter[]): ParameterValues {
  return Object.fromEntries(parameters.map(({ key, value }) => [key, value]));
}

/**
 * Complete, valid settings: the given ones over the defaults.
 * Throws TypeError (unknown key, wrong type) or RangeError (not allowed), naming the key, what it was and what is allowed.
 */
export function readParameters(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, unknown>>,
): ParameterValues {
  return settleValues(parameters, { ...defaultValues(parameters), ...checkParameters(parameters, given) });
}

/** The declaration as it stands at these settings: a parameter that is `like` another takes over its range, scale and unit. */
export function resolveNumber(parameter: NumberParameter, values: ParameterValues): NumberParameter {
  const model = parameter.like?.(values);
  if (!model) return parameter;
  const { value, min, max, scale, unit } = model;
  const { integer: _, ...rest } = parameter;
  return { ...rest, value, min, max, scale, unit, ...(model.integer ? { integer: true } : {}) };
}

/** The settings with every `like` parameter inside the range that it has at these settings, at that range's default where it was not. */
export function settleValues(parameters: readonly Parameter[], values: ParameterValues): ParameterValues {
  const settled = parameters.flatMap((parameter): [string, number][] => {
    if (parameter.kind !== 'number' || !parameter.like) return [];
    const range = resolveNumber(parameter, values);
    const value = Number(values[parameter.key]);
    return [[parameter.key, typedProblem(range, value) === undefined ? value : range.value]];
  });
  return { ...values, ...Object.fromEntries(settled) };
}

/** Only the given settings, checked as `readParameters` does; `undefined` counts as not given. */
export function checkParameters(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, unknown>>,
): ParameterValues {
  const byKey = new Map(parameters.map((parameter) => [parameter.key, parameter]));
  const checked: [string, ParameterValue][] = [];
  for (const [key, value] of Object.entries(given)) {
    const parameter = byKey.get(key);
    if (!parameter) throw new TypeError(`${key} is not a parameter; known are ${[...byKey.keys()].join(', ')}`);
    if (value !== undefined) checked.push([key, checkValue(parameter, value)]);
  }
  return Object.fromEntries(checked);
}

/** The settings of a running lab with live ones changed. Throws as `checkParameters`, and RangeError for one that begins a new run. */
export function withLiveValues(
  parameters: readonly Parameter[],
  current: ParameterValues,
  given: Readonly<Record<string, unknown>>,
): ParameterValues {
  const checked = checkParameters(parameters, given);
  for (const { key, restarts } of parameters) {
    if (restarts && key in checked && checked[key] !== current[key])
      throw new RangeError(`${key} begins a new run and cannot be set on a running one`);
  }
  return { ...current, ...checked };
}

function checkValue(parameter: Parameter, value: unknown): ParameterValue {
  const { key } = parameter;
  if (parameter.kind === 'choice') {
    if (typeof value !== 'string') throw new TypeError(`${key} must be a text, but was ${shown(value)}`);
    if (!hasOption(parameter, value))
      throw new RangeError(`${key} must be one of ${optionList(parameter)}, but was ‘${value}’`);
    return value;
  }
  if (typeof value !== 'number') throw new TypeError(`${key} must be a number, but was ${shown(value)}`);
  const { min, max, integer } = parameter;
  if (!(value >= min && value <= max)) {
    throw new RangeError(
      `${key} must be between ${formatPlainNumber(min)} and ${formatPlainNumber(max)}, but was ${value}`,
    );
  }
  if (integer && !Number.isInteger(value)) throw new RangeError(`${key} must be a whole number, but was ${value}`);
  return value + 0;
}

/** What is wrong with a typed number, as a sentence to stand beside the control; `undefined` if nothing is. */
export function typedProblem(
  parameter: Pick<NumberParameter, 'label' | 'min' | 'max' | 'unit' | 'integer'>,
  value: number,
): string | undefined {
  const { label, min, max, integer, unit } = parameter;
  const quantity = (limit: number): string => `${formatPlainNumber(limit)}${unit ? ` ${unit}` : ''}`;
  if (Number.isNaN(value)) return integer ? 'Enter a whole number such as 100.' : 'Enter a number such as 0.05.';
  if (!Number.isFinite(value)) return `The ${label} must be a finite number.`;
  if (value <= 0 && min > 0 && !integer) return `The ${label} must be greater than 0.`;
  if (value < min) return `The ${label} must be at least ${quantity(min)}.`;
  if (value > max) return `The ${label} must be at most ${quantity(max)}.`;
  if (integer && !Number.isInteger(value)) return `The ${label} must be a whole number.`;
  return undefined;
}

/** A value taken from an address or a file, and the sentence that tells what was changed, if anything was. */
export interface Fitted<T extends ParameterValue = ParameterValue> {
  readonly value: T;
  readonly note?: string;
}

/** Reads text from an address: the default where it means nothing, the nearest allowed value where it is out of range. */
export function fitParameter(parameter: Parameter, text: string): Fitted {
  if (parameter.kind === 'number') return fitNumber(parameter, text);
  if (hasOption(parameter, text)) return { value: text };
  const meant = undamaged(text).toLowerCase();
  const options = parameter.options.filter(({ value }) => value.toLowerCase() === meant);
  if (options.length === 1 && options[0])
    return { value: options[0].value, note: readAs(parameter.key, `‘${quoted(text)}’`, `‘${options[0].value}’`) };
  const note = `${parameter.key} = ‘${quoted(text)}’ in this link is not one of ${optionList(parameter)}; ${parameter.value} is used.`;
  return { value: parameter.value, note };
}

/** The part of a number parameter that fitting needs, so that `seed` and the like are read by the same rule. */
export type NumberRange = Pick<NumberParameter, 'key' | 'value' | 'min' | 'max' | 'integer'>;

export function fitNumber(range: NumberRange, text: string): Fitted<number> {
  const { key, value: fallback, min, max, integer } = range;
  const given = readGiven(text, integer);
  if (!Number.isFinite(given)) {
    const note = `${key} = ${quoted(text)} in this link is not a finite number; ${formatPlainNumber(fallback)} is used.`;
    return { value: fallback, note };
  }
  const limited = Math.min(max, Math.max(min, given));
  if (limited !== given)
    return { value: limited, note: `${key} = ${formatPlainNumber(given)} limited to ${formatPlainNumber(limited)}.` };
  const value = integer ? Math.round(given) : given;
  if (value === given && !isPlainNumber(text.trim()))
    return { value, note: readAs(key, quoted(text), formatPlainNumber(value)) };
  return value === given ? { value } : { value, note: `${key} = ${given} rounded to ${formatPlainNumber(value)}.` };
}

/** A number from an address, with whatever its way here has put around it. NaN and ±Infinity as `readNumber`. */
export function readGiven(text: string, integer?: boolean): number {
  const given = readTypedNumber(text, integer);
  return Number.isNaN(given) ? readTypedNumber(undamaged(text), integer) : given;
}

/** The sentence for what was understood although it was not written so. */
export function readAs(key: string, text: string, value: string): string {
  return `${key} = ${text} in this link was read as ${value}.`;
}

/** A limit that a backend sets, as `Lab.limits` returns it. */
export interface ParameterLimit {
  readonly key: string;
  readonly most: number;
  readonly sentence: string;
}

/** The settings with every limit kept, and the sentences of those that mattered. */
export function limitValues(
  values: ParameterValues,
  limits: readonly ParameterLimit[],
): { values: ParameterValues; sentences: string[] } {
  const exceeded = limits.filter(({ key, most }) => Number(values[key]) > most);
  const limited = Object.fromEntries(exceeded.map(({ key, most }) => [key, most]));
  return { values: { ...values, ...limited }, sentences: exceeded.map(({ sentence }) => sentence) };
}

/** The declarations with `max` lowered to the limits, for the controls. */
export function limitParameters(
  parameters: readonly Parameter[],
  limits: readonly ParameterLimit[],
): readonly Parameter[] {
  const most = new Map(limits.map((limit) => [limit.key, limit.most]));
  return parameters.map((parameter) =>
    parameter.kind === 'number' && most.has(parameter.key)
      ? { ...parameter, max: Math.max(parameter.min, Math.min(parameter.max, most.get(parameter.key) ?? Infinity)) }
      : parameter,
  );
}

function hasOption(parameter: ChoiceParameter, value: string): boolean {
  return parameter.options.some((option) => option.value === value);
}

function optionList(parameter: ChoiceParameter): string {
  return parameter.options.map((option) => option.value).join(', ');
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `‘${quoted(value)}’` : String(value);
}
