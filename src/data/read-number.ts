// Numbers as people, programs and links write them: one grammar for the cells of a file, the fields of the page and the
// settings of an address. It is closed: what JavaScript would take besides (hexadecimal, Infinity, nothing at all) is no number.

/** The character before the decimals; the other of the two groups digits. */
export type DecimalMark = '.' | ',';

/** The mathematical minus and the dashes that programs make of a typed one. */
const MINUS = /[\u2010-\u2013\u2212\uFE63\uFF0D]/g;
/** Between groups whatever the decimal mark: blanks of every width, apostrophes, an underline. */
const GROUP = "\\s'’_";
// One way only to read each digit: `\d+\.?\d*` would try every split of a long run of digits.
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const GROUPED = { '.': grouped('.', ','), ',': grouped(',', '\\.') };
const SEPARATORS = { '.': new RegExp(`[,${GROUP}]`, 'g'), ',': new RegExp(`[.${GROUP}]`, 'g') };

/** Groups of three, or of two before a last one of three (1,00,000), between marks of one kind, the first without a leading zero. */
function grouped(decimal: string, other: string): RegExp {
  const mark = `([${other}${GROUP}])`;
  const whole = `(?:[1-9]\\d{0,2}${mark}\\d{3}(?:\\1\\d{3})*|[1-9]\\d?${mark}\\d{2}(?:\\2\\d{2})*\\2\\d{3})`;
  return new RegExp(`^[+-]?${whole}(?:[${decimal}]\\d*)?(?:e[+-]?\\d+)?$`, 'i');
}

/** Whether a text is a number as an address writes it, `-12.5e-3`: a point before the decimals, no groups, nothing around it. */
export function isPlainNumber(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * The number in a text: `-12.5e-3`, `−1` with the mathematical minus, `1 000`, `1'000`, `1,000.5`; with a decimal comma
 * `3,5` and `1.000,5`. NaN where it is none; ±Infinity where 64 bits cannot hold it; never −0.
 */
export function readNumber(text: string, decimal: DecimalMark = '.'): number {
  // Most cells of most files: nothing to rewrite.
  if (decimal === '.' && PLAIN.test(text)) return Number(text) + 0;
  let bare = text.trim().replaceAll(MINUS, '-');
  if (GROUPED[decimal].test(bare)) bare = bare.replaceAll(SEPARATORS[decimal], '');
  else if (decimal === ',' && bare.includes('.')) return Number.NaN;
  if (decimal === ',') bare = bare.replace(',', '.');
  return PLAIN.test(bare) ? Number(bare) + 0 : Number.NaN;
}

/**
 * What one text tells about its decimal mark: the mark with which alone it is a number (`0,5`, `1,234.5`, `1,234,567`);
 * 'open' where it is another number with each (`1,234`); undefined where it is the same with both, or none.
 */
export function decimalOf(text: string): DecimalMark | 'open' | undefined {
  const [point, comma] = [readNumber(text, '.'), readNumber(text, ',')];
  if (Object.is(point, comma)) return undefined;
  if (Number.isNaN(comma)) return '.';
  return Number.isNaN(point) ? ',' : 'open';
}

/**
 * A number that stands alone, typed or in a link: its own marks tell how it is meant. Where they do not, `1.234` has
 * decimals, and so has `1,234` unless only whole numbers are meant. NaN and ±Infinity as `readNumber`.
 */
export function readTypedNumber(text: string, integer = false): number {
  const decimal = decimalOf(text);
  if (decimal !== 'open') return readNumber(text, decimal);
  return readNumber(text, integer || text.includes('.') ? '.' : ',');
}
