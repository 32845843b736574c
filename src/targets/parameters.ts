// Numbers that a target is made of: defaults, what is allowed, and the message when it is not.

export interface NumberRange {
  /** Default. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly integer?: true;
}

/** Wide enough for every slider, narrow enough that squares and quotients stay inside float32. */
export const LENGTHS = { min: 1e-3, max: 1e3 } as const;

/**
 * The values of `ranges` from `given`, defaults where absent; other keys of `given` are someone else's.
 * Throws TypeError for what is no number and RangeError for what is outside.
 */
export function readNumbers<Key extends string>(
  ranges: Readonly<Record<Key, NumberRange>>,
  given: Readonly<Record<string, unknown>>,
): Record<Key, number> {
  const entries = Object.entries<NumberRange>(ranges).map(([key, range]) => [
    key,
    readNumber(key, given[key] ?? range.value, range),
  ]);
  return Object.fromEntries(entries) as Record<Key, number>;
}

function readNumber(key: string, value: unknown, { min, max, integer }: NumberRange): number {
  const allowed = `${integer ? 'an integer' : 'a number'} from ${min} to ${max}`;
  if (typeof value !== 'number') throw new TypeError(`${key} is ${describe(value)}; it must be ${allowed}`);
  if (!(value >= min && value <= max) || (integer && !Number.isInteger(value)))
    throw new RangeError(`${key} is ${value}; it must be ${allowed}`);
  return value;
}

/** A value in words short enough for a message. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `the text '${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return value === undefined ? 'missing' : `a value of type ${typeof value}`;
}

/** The variance that a density is smoothed by, if it is one. */
export function checkVariance(variance: number): number {
  if (!(variance >= 0 && variance < Infinity))
    throw new RangeError(`variance is ${variance}; it must be a finite number ≥ 0`);
  return variance;
}

/** The two smoothed functions of a density whose convolution with a Gaussian has no closed form. */
export function notSmoothable(id: string): { smoothedLogDensity(): never; smoothedScore(): never } {
  const refuse = (): never => {
    throw new RangeError(
      `target is '${id}', whose convolution with a Gaussian has no closed form; it must be one that is smoothable`,
    );
  };
  return { smoothedLogDensity: refuse, smoothedScore: refuse };
}
