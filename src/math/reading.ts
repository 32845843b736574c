// A measurement beside its prediction, before it is judged. MATHS.md 0.3.
import type { Estimate } from './statistics';

/** A number that was measured, what it should be, and what may be between them beside five standard errors. */
export interface Reading {
  readonly measured: Estimate;
  readonly predicted: number;
  readonly rounding: number;
  /** The size of the effect; default |predicted|. */
  readonly scale?: number;
  /** What else is wrong. */
  readonly flaw?: string;
  /** Why the measured number says nothing, and what it needs. */
  readonly silent?: string;
  readonly needs?: string;
  /** The prediction bounds it from below. */
  readonly oneSided?: true;
}

export function drawn(measured: Estimate, predicted: number, rounding: number): Reading {
  return { measured, predicted, rounding };
}

/** Without sampling error. */
export function computed(value: number, predicted: number, rounding: number, scale = Math.abs(predicted)): Reading {
  return { measured: { value, standardError: 0 }, predicted, rounding, scale };
}

/** The readings, the first of them with a flaw unless the condition holds. */
export function provided(readings: readonly Reading[], condition: boolean, flaw: string): Reading[] {
  return readings.map((reading, i) => (i === 0 && !condition ? { ...reading, flaw } : reading));
}

/** All that `gap` is away from 0 is rounding. */
export function vanishing(gap: number, rounding: number, scale: number): Reading {
  return computed(gap, 0, rounding, scale);
}

export function bounded(value: number, least: number, rounding: number, scale: number): Reading {
  return { ...computed(value, least, rounding, scale), oneSided: true };
}

/** A measurement that cannot be made. */
export function silence(silent: string, needs?: string): Reading {
  return { ...computed(Number.NaN, Number.NaN, Number.NaN), silent, ...(needs === undefined ? {} : { needs }) };
}
