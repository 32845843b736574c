// Numbers as people read them, once for every room. Two kinds: for reading alone, with a true minus and powers of ten as
// superscripts, and for messages and controls, whose text reads back as the same number (`data/read-number.ts`).
import { format, precisionFixed } from 'd3-format';

const grouping = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Significant digits of a number in a message; an address keeps all of them. */
const SHOWN_DIGITS = 6;
/** Below and above these magnitudes a number is written with a power of ten. */
const SMALLEST_PLAIN = 1e-3;
const LARGEST_PLAIN = 1e5;
/** A smaller error is written as a power of ten of its own. */
const MOST_DECIMALS = 6;

/** A count: `1,000,000`. */
export function grouped(count: number): string {
  return grouping.format(count);
}

/** For messages and controls: `0.05`, `65,536`, `-2`, `1e-7`; at most six significant digits, groups of three above 1,000. */
export function formatPlainNumber(value: number): string {
  if (value === 0) return '0';
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? grouped(value) : trimmed(value, SHOWN_DIGITS);
}

/** A number for a sentence: three significant digits, no trailing zeros, a true minus. */
export function figure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'undefined' : '∞';
  return trimmed(value, digits).replaceAll('-', '−');
}

/** A factor near 1 needs its digits behind the 1. */
export function factor(value: number): string {
  const distance = Math.abs(value - 1);
  if (distance === 0 || distance > 0.5) return figure(value);
  const digits = Math.min(9, Math.max(3, 1 - Math.floor(Math.log10(distance))));
  return String(Number(value.toFixed(digits)));
}

/** `28 M chain-steps/s`, two significant digits; empty when nothing runs. */
export function formatRate(perSecond: number, work: string): string {
  if (!(perSecond > 0)) return '';
  const text = perSecond < 1 ? figure(perSecond, 2) : format('.2~s')(perSecond).replace(/(?=[a-z]$)/i, ' ');
  return `${text} ${work}/s`;
}

/** `10⁻³`. */
export function powerOfTen(exponent: number): string {
  return `10${String(exponent).replaceAll(/./g, (sign) => SUPERSCRIPTS[Number(sign)] ?? '⁻')}`;
}

/** `value` to `digits` significant digits: `0.0123`, `65,536`, `3.1 × 10⁻⁷`; NaN is empty, so that a cell without a value stays empty. */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return '';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  if (value === 0) return '0';
  const [mantissa, exponent] = parts(format(`.${digits - 1}e`)(value));
  return isPlain(10 ** exponent)
    ? fixed(value, Math.max(0, digits - 1 - exponent))
    : `${mantissa} × ${powerOfTen(exponent)}`;
}

/** A number with a fixed count of decimals (negative: rounded to tens, hundreds …), separators and a true minus sign. */
export function fixed(value: number, decimals: number): string {
  if (decimals >= 0) return format(`,.${decimals}f`)(value);
  const unit = 10 ** -decimals;
  return fixed(unit * Number((value / unit).toFixed()), 0);
}

/** A prediction and a measurement with its error, to the same decimals, as a table shows them. */
export interface FormattedComparison {
  readonly predicted: string;
  /** `0.1012 ± 0.0006`, `(3.1 ± 0.2) × 10⁻⁷`, or the value alone where there is no error. */
  readonly measured: string;
}

/**
 * The error gets one significant digit, two where the first is a 1 (else rounding it would change it by up to a third);
 * both values get the error's decimals. Without a positive, finite error, four significant digits.
 */
export function formatComparison(predicted: number, measured: number, error: number): FormattedComparison {
  if (!(error > 0) || !Number.isFinite(error) || !Number.isFinite(measured)) {
    return { predicted: formatNumber(predicted, 4), measured: formatNumber(measured, 4) };
  }
  const size = Math.max(Math.abs(measured), error);
  const exponent = isPlain(size) ? 0 : parts(size.toExponential())[1];
  const scale = 10 ** exponent;
  const decimals = errorDecimals(error / scale);
  const spread = decimals < MOST_DECIMALS ? fixed(error / scale, decimals) : formatNumber(error / scale, 1);
  const pair = `${fixed(measured / scale, decimals)} ± ${spread}`;
  return {
    predicted: formatPrediction(predicted, decimals, exponent),
    measured: exponent === 0 ? pair : `(${pair}) × ${powerOfTen(exponent)}`,
  };
}

function formatPrediction(value: number, decimals: number, exponent: number): string {
  if (value === 0 || !Number.isFinite(value)) return formatNumber(value);
  const text = fixed(value / 10 ** exponent, decimals);
  if (!/[1-9]/.test(text) || text.includes('e')) return formatNumber(value, 2);
  return exponent === 0 ? text : `${text} × ${powerOfTen(exponent)}`;
}

/** Decimals that leave the error one significant digit, or two after a leading 1. */
function errorDecimals(error: number): number {
  const [digits, exponent] = parts(error.toExponential(1));
  return Math.min(MOST_DECIMALS, (digits.startsWith('1') ? 1 : 0) - exponent);
}

/** A coordinate, with as many decimals as a pixel of `resolution` data units can tell apart. */
export function formatCoordinate(value: number, resolution: number): string {
  if (!Number.isFinite(value)) return '';
  if (resolution >= 1e3) return formatNumber(value, 4);
  return fixed(value, resolution > 0 ? Math.min(8, precisionFixed(resolution)) : 2);
}

/** `−2.0 to 2.0`: to `digits` significant digits, or as many as it takes to tell the ends apart. */
export function formatRange(from: number, to: number, digits = 2): string {
  const apart = Math.ceil(Math.log10(Math.max(Math.abs(from), Math.abs(to)) / Math.abs(to - from))) + 2;
  const shown = Number.isFinite(apart) ? Math.min(15, Math.max(digits, apart)) : digits;
  return `${formatNumber(from, shown)} to ${formatNumber(to, shown)}`;
}

/** The two sides of the `e` in `1.5e-7`. */
function parts(text: string): readonly [mantissa: string, exponent: number] {
  const [mantissa = '', exponent] = text.split('e');
  return [mantissa, Number(exponent)];
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

function isPlain(size: number): boolean {
  return size >= SMALLEST_PLAIN && size < LARGEST_PLAIN;
}
