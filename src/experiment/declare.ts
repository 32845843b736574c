// The parameters of a lab, declared once: what each is called, what it may be, and the type of its value.
import type { ChoiceParameter, NumberParameter, Parameter, ParameterValues } from './parameter';

export type When = (values: ParameterValues) => boolean;

/** Whether a setting is one of these. */
export const is =
  (key: string, ...allowed: readonly string[]): When =>
  (values) =>
    allowed.includes(String(values[key]));

interface Shared {
  /** As in `Parameter`. */
  readonly doc: string;
  readonly restarts?: true;
  readonly when?: When;
}

interface NumberSpec extends Shared {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Default: linear. */
  readonly scale?: 'log';
  readonly unit?: string;
  readonly integer?: true;
  readonly size?: true;
  readonly like?: NonNullable<NumberParameter['like']>;
}

interface ChoiceSpec<T extends string> extends Shared {
  readonly value: T;
  /** Names that addresses and files still know; a panel offers them only where they are in force. */
  readonly unlisted?: readonly T[];
}

/** A parameter before it has its key and its group; `T` is the type of its value. */
export interface Declared<T extends number | string> {
  readonly declare: (key: string, group: string) => Parameter;
  /** Of the type alone: nothing stands here. */
  readonly type?: T;
}

export type DeclaredGroup = Readonly<Record<string, Declared<number | string>>>;

/** The values of declared parameters by key. */
export type ValuesOf<P extends DeclaredGroup> = {
  readonly [K in keyof P]: P[K] extends Declared<infer T> ? T : never;
};

/** `symbol`: the letter of the mathematics, Unicode. */
export function number(symbol: string, label: string, spec: NumberSpec): Declared<number> {
  return {
    declare: (key, group): NumberParameter => ({
      kind: 'number',
      key,
      symbol,
      label,
      group,
      unit: '',
      scale: 'linear',
      ...spec,
    }),
  };
}

/** `options`: the values with their labels, in the order in which they are offered. */
export function choice<T extends string>(
  label: string,
  options: Readonly<Record<T, string>>,
  { unlisted = [], ...rest }: ChoiceSpec<NoInfer<T>>,
): Declared<T> {
  const offered = (Object.entries(options) as [T, string][]).map(([value, text]) => ({
    value,
    label: text,
    ...(unlisted.includes(value) ? { listed: false as const } : {}),
  }));
  return {
    declare: (key, group): ChoiceParameter => ({ kind: 'choice', key, label, group, options: offered, ...rest }),
  };
}

/** Parameters under one heading. `redefines`: they decide what is sampled or learnt. */
export function group<P extends DeclaredGroup>(heading: string, parameters: P, more: { redefines?: true } = {}): P {
  return Object.fromEntries(
    Object.entries(parameters).map(([key, { declare }]): [string, Declared<number | string>] => [
      key,
      { declare: (own, inherited) => ({ ...declare(own, inherited || heading), ...more }) },
    ]),
  ) as P;
}

/** The declarations in their order, for the panel, the address and the validation. */
export function declared(parameters: DeclaredGroup): readonly Parameter[] {
  return Object.entries(parameters).map(([key, { declare }]) => declare(key, ''));
}
