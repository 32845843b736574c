// Numbers as people type them and as messages print them. What is printed is read back as the same number, up to the
// digits that were shown.

// One way only to read each digit: `\d+\.?\d*` would try every split of a long run of digits.
const PLAIN = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/;
/** Significant digits of a shown number; an address keeps all of them. */
const SHOWN_DIGITS = 6;
const grouping = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/**
 * A number written in the closed grammar `-12.5e-3`, nothing around it. NaN for anything else; ±Infinity where the
 * grammar fits and the number overflows; never −0.
 */
export function parsePlainNumber(text: string): number {
  return PLAIN.test(text) ? Number(text) + 0 : NaN;
}

/**
 * A number typed by hand: `0.05`, `1e-3`, `0,05` (decimal comma), `−1` with the mathematical minus, spaces around and
 * between groups of digits. `65,536` is grouped when `integer`, and a decimal otherwise. NaN when it is not a number.
 */
export function parseTypedNumber(text: string, integer = false): number {
  const bare = text
    .trim()
    .replaceAll('−', '-')
    .replaceAll(/(?<=\d)[\s_](?=\d{3})/g, '');
  const [, ...commas] = bare.split(',');
  const grouped = GROUPED.test(bare) && (integer || commas.length > 1 || bare.includes('.'));
  return parsePlainNumber(grouped ? bare.replaceAll(',', '') : bare.replace(',', '.'));
}

/** For messages and controls: `0.05`, `65,536`, `-2`, `1e-7`; at most six significant digits, groups of three above 1,000. */
export function formatPlainNumber(value: number): string {
  if (value === 0) return '0';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return grouping.format(value);
  return String(Number(value.toPrecision(SHOWN_DIGITS)));
}
