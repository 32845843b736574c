// A cell as a number. The grammar is closed: what JavaScript would take besides (hexadecimal, Infinity, nothing at all)
// is no number in a table.

// One way only to read each digit: `\d+\.?\d*` would try every split of a long run of digits.
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** NaN where the cell is no number; infinite where it is one that a 64-bit number cannot hold. `comma`: 3,5 means 3.5. */
export function readNumber(cell: string, comma: boolean): number {
  const text = cell.trim();
  const plain = comma ? text.replace(',', '.') : text;
  return PLAIN.test(plain) ? Number(plain) : Number.NaN;
}

/** Largest number of 32 bits. */
export const LARGEST = 3.4028234663852886e38;
/** Whole numbers beyond need not be exact in 32 bits. */
export const LARGEST_EXACT = 2 ** 24;
