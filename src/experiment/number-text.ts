// Numbers as messages and controls print them. What is printed is read back as the same number (`data/read-number.ts`),
// up to the digits that were shown.

/** Significant digits of a shown number; an address keeps all of them. */
const SHOWN_DIGITS = 6;
const grouping = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** For messages and controls: `0.05`, `65,536`, `-2`, `1e-7`; at most six significant digits, groups of three above 1,000. */
export function formatPlainNumber(value: number): string {
  if (value === 0) return '0';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return grouping.format(value);
  return String(Number(value.toPrecision(SHOWN_DIGITS)));
}
