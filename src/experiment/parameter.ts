// A parameter, declared once: the panel, the address, the validation, the defaults and a test are derived from it.

export type ParameterValue = number | string;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

interface ParameterBase {
  readonly key: string;
  readonly label: string;
  /** Heading of the group that the control stands in; groups are shown in order of first use. */
  readonly group: string;
  /** Changing it begins a new run; without it the change applies at the next step. */
  readonly restarts?: true;
  /** It decides what is sampled or learnt: data that the visitor edited belong to what it was before. */
  readonly redefines?: true;
  /** One sentence: what it does, with the formula's number in MATHS.md where there is one. */
  readonly doc: string;
  /** Whether the control is of use under these settings; hidden otherwise (still valid in an address). */
  readonly when?: (values: ParameterValues) => boolean;
}

export interface NumberParameter extends ParameterBase {
  readonly kind: 'number';
  /** The letter used in the mathematics, Unicode, e.g. 'γ'. */
  readonly symbol: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
  readonly integer?: true;
  /** How many of something a run holds: halved where memory is short, and told of in a link that asks for many. */
  readonly size?: true;
  /** The parameter whose range, scale and unit this one takes over under these settings (the second value of a twin run). */
  readonly like?: (values: ParameterValues) => NumberParameter | undefined;
}

export interface ChoiceParameter extends ParameterBase {
  readonly kind: 'choice';
  readonly value: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    /** False for a name that addresses and files still know; a panel offers it only where it is in force. */
    readonly listed?: false;
  }[];
}

export type Parameter = NumberParameter | ChoiceParameter;
