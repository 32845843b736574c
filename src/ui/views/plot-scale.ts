// One axis of a side figure: where a value stands in pixels, and two to four ticks.
import { extent, range, ticks } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import type { Tick } from './view-transform';
import { fixed, formatNumber, powerOfTen } from '../../numbers';

export interface PlotScale {
  /** NaN for what the axis cannot show: values that are not finite, and zero or less on a logarithmic one. */
  readonly toPixel: (value: number) => number;
  readonly toValue: (pixel: number) => number;
  readonly ticks: readonly Tick[];
}

/** From where to where an axis runs, in values and in pixels. */
export interface AxisRange {
  readonly min: number;
  readonly max: number;
  readonly from: number;
  readonly to: number;
}

const MOST_TICKS = 4;
/** What a logarithmic axis shows at most: below is rounding, never a result. */
const MOST_DECADES = 18;

export function plotScale(kind: 'linear' | 'log', { min, max, from, to }: AxisRange, count = 3): PlotScale {
  const scale = (kind === 'log' ? scaleLog : scaleLinear)([min, max], [from, to]);
  const isShown = (value: number): boolean => Number.isFinite(value) && (kind === 'linear' || value > 0);
  return {
    toPixel: (value) => (isShown(value) ? scale(value) : Number.NaN),
    toValue: (pixel) => scale.invert(pixel),
    ticks: kind === 'log' ? logTicks(Math.log10(min), Math.log10(max)) : linearTicks(min, max, count),
  };
}

/** The range of the finite values, with room; undefined where there are none. What grows is shown from where it began: `start`. */
export function paddedRange(
  values: Iterable<number>,
  scale: 'linear' | 'log',
  start = Infinity,
): readonly [number, number] | undefined {
  const [min, max] = extent(values, (value) =>
    Number.isFinite(value) && (scale === 'linear' || value > 0) ? value : undefined,
  );
  if (min === undefined) return undefined;
  return scale === 'log' ? paddedLog(min, max, start) : paddedLinear(min, max);
}

function paddedLinear(min: number, max: number): readonly [number, number] {
  const span = max - min;
  const room = span > 1e-12 * Math.max(Math.abs(min), Math.abs(max)) ? 0.06 * span : 0.1 * Math.abs(max) || 1;
  return Number.isFinite(span) ? [min - room, max + room] : [min, max];
}

function paddedLog(min: number, max: number, start: number): readonly [number, number] {
  const low = Math.max(min, (start > 0 ? Math.min(start, max) : max) * 10 ** -MOST_DECADES);
  const room = Math.max(0.15, 0.06 * (Math.log10(max) - Math.log10(low)));
  // An energy decays to the least of numbers and grows to the largest, about which there is no room left.
  const bottom = Math.max(low * 10 ** -room, Number.MIN_VALUE);
  return [bottom, Math.min(Math.max(max * 10 ** room, 1.5 * bottom), Number.MAX_VALUE)];
}

function linearTicks(min: number, max: number, count: number): readonly Tick[] {
  const values = thin(ticks(min, max, count));
  return values.map((value) => ({ value, label: linearLabel(value, values) }));
}

/** Powers of ten, or 1, 2 and 5 times a power where those are too few, or round numbers. */
function logTicks(low: number, high: number): readonly Tick[] {
  const decades = range(Math.ceil(low - 1e-9), Math.floor(high + 1e-9) + 1);
  if (decades.length >= 2)
    return thin(decades).map((exponent) => ({ value: 10 ** exponent, label: logLabel(exponent) }));
  const values = range(Math.floor(low), Math.floor(high) + 1)
    .flatMap((exponent) => [1, 2, 5].map((digit) => digit * 10 ** exponent))
    .filter((value) => Math.log10(value) >= low && Math.log10(value) <= high);
  // Between the least of numbers there is nothing to divide.
  if (values.length < 2 && low < -300) return [];
  const chosen = values.length >= 2 ? values : ticks(10 ** low, 10 ** high, 2);
  return thin(chosen).map((value) => ({ value, label: formatNumber(value, significant(value)) }));
}

function logLabel(exponent: number): string {
  return exponent >= -2 && exponent <= 3 ? fixed(10 ** exponent, Math.max(0, -exponent)) : powerOfTen(exponent);
}

/** Labels that differ between neighbours, without needless zeros. */
export function linearLabel(value: number, ticks: readonly number[]): string {
  const largest = Math.max(...ticks.map(Math.abs));
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : largest;
  if (value === 0 || largest === 0) return '0';
  // Beyond four digits a power of ten would print neighbours alike: a Julian date is written out.
  if ((largest >= 1e5 && step > 1e-3 * largest) || largest < 1e-3)
    return formatNumber(value, Math.max(1, significant(value)));
  const decimals = significant(step) - 1 - Math.floor(Math.log10(step) + 1e-9);
  return fixed(value, Math.min(12, Math.max(0, decimals)));
}

/** How many significant digits a round number needs, at most 4. */
function significant(value: number): number {
  return Number(value.toPrecision(4)).toExponential().split('e')[0].replace(/[.-]/g, '').length;
}

function thin(values: readonly number[]): readonly number[] {
  const stride = Math.ceil(values.length / MOST_TICKS);
  return values.filter((_, k) => k % stride === 0);
}
