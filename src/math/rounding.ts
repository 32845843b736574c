// How far finite arithmetic may take a number from the exact one: the one model from which claims derive their tolerances
// (MATHS 0.2). A tolerance names what is really rounded: places, sums, steps, exponentials.

/** Unit roundoffs: half the distance from 1 to the next number. */
export const FLOAT32_UNIT = 2 ** -24;
export const FLOAT64_UNIT = 2 ** -53;

/**
 * Rounding errors of many operations behave like independent draws of at most one unit: their sum over n operations stays within
 * CONFIDENCE·√n units but for a chance of 2·exp(−CONFIDENCE²/2), 7·10⁻⁶ here (Hoeffding).
 */
const CONFIDENCE = 5;

export class Rounding {
  /** Of the arithmetic in which something was computed: the unit roundoff, and what may be taken for 0 below it. */
  constructor(
    readonly unit: number,
    readonly smallest: number,
  ) {}

  /** Of one number of this size when it is stored. */
  place(size: number): number {
    return this.unit * Math.abs(size);
  }

  /** Relative, of `operations` roundings of which none is systematic. */
  operations(count: number): number {
    return this.unit * Math.min(count, this.spread(Math.sqrt(count)));
  }

  /** What independent errors come to whose sizes have this root of their sum of squares. */
  spread(root: number): number {
    return CONFIDENCE * root;
  }

  /** Relative to Σ|terms|, of a sum of so many terms in any order. */
  sum(terms: number): number {
    return this.operations(Math.max(0, terms - 1));
  }

  /** Relative, of exp(argument): 3 + 2|argument| units in the last place, of which each is two unit roundoffs. */
  exponential(argument: number): number {
    return 2 * this.unit * (3 + 2 * Math.abs(argument));
  }

  /** Relative, of a number that so many equal factors multiplied, each of them rounded once and for all: the errors add up. */
  repeated(count: number): number {
    return this.unit * count;
  }
}

export const float32 = new Rounding(FLOAT32_UNIT, 2 ** -126);
export const float64 = new Rounding(FLOAT64_UNIT, 2 ** -1022);

/** A term of a mean, and what rounding may change of it. */
export type RoundedTerm = readonly [value: number, rounding: number];
