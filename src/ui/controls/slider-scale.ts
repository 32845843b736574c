// From a quantity to the whole-numbered positions of a native range and back, so that each stop is a number worth reading.
import { bisector, tickStep } from 'd3-array';
import type { NumberParameter } from '../../experiment/lab';

type Range = Pick<NumberParameter, 'min' | 'max' | 'scale' | 'integer'>;

/** Stops of a slider over a continuous quantity. */
const STOPS = 200;
/** Whole-numbered ranges up to this size get a stop for every number. */
const MOST_SINGLE_STOPS = 1000;

export interface SliderScale {
  /** Positions are 0 … last. */
  readonly last: number;
  /** The nearest position. */
  toPosition(value: number): number;
  toValue(position: number): number;
}

export function sliderScale(range: Range): SliderScale {
  if (range.scale === 'log')
    return range.integer && isPowerOfTwo(range.max / range.min) ? octaves(range) : logarithmic(range);
  return linear(range);
}

/** The value one stop up or down, never leaving the range, always moving unless at its end. */
export function neighbour(range: Range, value: number, direction: 1 | -1): number {
  const scale = sliderScale(range);
  const position = scale.toPosition(value);
  const here = scale.toValue(position);
  const between = direction > 0 ? here > value : here < value;
  return scale.toValue(clamp(between ? position : position + direction, 0, scale.last));
}

function linear({ min, max, integer }: Range): SliderScale {
  const step = integer && max - min <= MOST_SINGLE_STOPS ? 1 : roundStep(max - min, integer);
  const last = Math.ceil((max - min) / step - 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  return {
    last,
    toPosition: (value) => clamp(Math.round((value - min) / step), 0, last),
    toValue: (position) => (position >= last ? max : Number((min + position * step).toFixed(decimals)) + 0),
  };
}

const { center: nearestByRatio } = bisector((stop: number, value: number) => Math.log(stop / value));

/** Equal ratios, rounded; stops that round to the same number are one. */
function logarithmic({ min, max, integer }: Range): SliderScale {
  const round = (value: number): number => (integer ? Math.round(value) : Number(value.toPrecision(3)));
  const inner = Array.from({ length: STOPS - 1 }, (_, i) =>
    clamp(round(min * (max / min) ** ((i + 1) / STOPS)), min, max),
  );
  const values = [...new Set([min, ...inner, max])];
  return {
    last: values.length - 1,
    toPosition: (value) => nearestByRatio(values, Math.max(value, min)),
    toValue: (position) => values[clamp(position, 0, values.length - 1)] ?? min,
  };
}

/** Sizes such as 1 … 2²⁰ go by doubling. */
function octaves({ min, max }: Range): SliderScale {
  const last = Math.log2(max / min);
  return {
    last,
    toPosition: (value) => clamp(Math.round(Math.log2(Math.max(value, min) / min)), 0, last),
    toValue: (position) => min * 2 ** clamp(position, 0, last),
  };
}

/** 1, 2 or 5 times a power of ten, for about `STOPS` of them; whole when wanted. */
function roundStep(span: number, integer?: boolean): number {
  const step = tickStep(0, span, STOPS);
  return integer ? Math.max(1, Math.round(step)) : step;
}

function isPowerOfTwo(ratio: number): boolean {
  return ratio > 1 && Number.isInteger(Math.log2(ratio));
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
