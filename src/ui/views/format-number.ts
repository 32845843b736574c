// Numbers as people read them: a value with its error, powers of ten as superscripts, a true minus sign. What is not a
// number is an empty string, so that a cell without a value stays empty.

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const counts = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** Below and above these magnitudes a number is written with a power of ten. */
const SMALLEST_PLAIN = 1e-3;
const LARGEST_PLAIN = 1e5;
/** A smaller error is written as a power of ten of its own. */
const MOST_DECIMALS = 6;

export function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** `10⁻³`. */
export function powerOfTen(exponent: number): string {
  return `10${superscript(exponent)}`;
}

/** A count with thousands separators: `1,240`. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? withMinus(counts.format(value)) : '';
}

/** `value` to `digits` significant digits: `0.0123`, `65,536`, `3.1 × 10⁻⁷`; NaN is empty. */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return '';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  if (value === 0) return '0';
  const exponent = exponentOf(Number(value.toPrecision(digits)));
  if (!isPlain(10 ** exponent)) return scientific(fixed(value / 10 ** exponent, digits - 1), exponent);
  return fixed(value, Math.max(0, digits - 1 - exponent));
}

/** A number with a fixed count of decimals (negative: rounded to tens, hundreds …), separators and a true minus sign. */
export function fixed(value: number, decimals: number): string {
  const unit = decimals < 0 ? 10 ** -decimals : 1;
  const [whole, fraction] = Math.abs(value / unit)
    .toFixed(Math.max(0, decimals))
    .split('.');
  const grouped = counts.format(BigInt(whole ?? 0) * BigInt(unit));
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
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
  const exponent = isPlain(size) ? 0 : exponentOf(size);
  const scale = 10 ** exponent;
  const decimals = errorDecimals(error / scale);
  const spread = decimals < MOST_DECIMALS ? fixed(error / scale, decimals) : formatNumber(error / scale, 1);
  const pair = `${fixed(measured / scale, decimals)} ± ${spread}`;
  return {
    predicted: formatPrediction(predicted, decimals, exponent),
    measured: exponent === 0 ? pair : scientific(`(${pair})`, exponent),
  };
}

function formatPrediction(value: number, decimals: number, exponent: number): string {
  if (value === 0 || !Number.isFinite(value)) return formatNumber(value);
  const text = fixed(value / 10 ** exponent, decimals);
  if (!/[1-9]/.test(text)) return formatNumber(value, 2);
  return exponent === 0 ? text : scientific(text, exponent);
}

/** Decimals that leave the error one significant digit, or two after a leading 1. */
function errorDecimals(error: number): number {
  const rounded = Number(error.toPrecision(2));
  const exponent = exponentOf(rounded);
  const first = Math.floor(rounded / 10 ** exponent + 1e-9);
  return Math.min(MOST_DECIMALS, (first === 1 ? 1 : 0) - exponent);
}

/** A coordinate, with as many decimals as a pixel of `resolution` data units can tell apart. */
export function formatCoordinate(value: number, resolution: number): string {
  if (!Number.isFinite(value)) return '';
  if (resolution >= 1e3) return formatNumber(value, 4);
  const decimals = resolution > 0 ? Math.min(8, Math.max(0, Math.ceil(-Math.log10(resolution)))) : 2;
  return fixed(value, decimals);
}

/** `−2.0 to 2.0`: to `digits` significant digits, or as many as it takes to tell the ends apart. */
export function formatRange(from: number, to: number, digits = 2): string {
  const apart = Math.ceil(Math.log10(Math.max(Math.abs(from), Math.abs(to)) / Math.abs(to - from))) + 2;
  const shown = Number.isFinite(apart) ? Math.min(15, Math.max(digits, apart)) : digits;
  return `${formatNumber(from, shown)} to ${formatNumber(to, shown)}`;
}

function scientific(mantissa: string, exponent: number): string {
  return `${mantissa} × ${powerOfTen(exponent)}`;
}

function isPlain(size: number): boolean {
  return size >= SMALLEST_PLAIN && size < LARGEST_PLAIN;
}

/** ⌊log₁₀|value|⌋ without the rounding of the logarithm. */
function exponentOf(value: number): number {
  return Number(value.toExponential().split('e')[1]);
}

function withMinus(text: string): string {
  return text.replace('-', '−');
}
