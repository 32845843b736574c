// Whether the first row of a table names its columns: told from all that follows, not from the row alone.
import { readNumber } from '../read-number';

/** Rows that are looked at beyond the first. */
const FEWEST = 3;
/** What stands for a missing value is no name. */
const MISSING = /^\s*(?:n\/?a|nan|null|none|nil|missing|[-–.?*])\s*$/i;

/** Written with three places or more, or an exponent: not as 0, 1, 2 are. */
const DECIMALS = /[.,]\d{3}|\de/i;

const value = (cell = ''): number => {
  const point = readNumber(cell);
  return Number.isNaN(point) ? readNumber(cell, ',') : point;
};

/** `first` and the rows below it, as cells of the same number each. */
export function namesColumns(first: readonly string[], body: readonly (readonly string[])[]): boolean {
  const values = first.map(value);
  // A row without a single number is no point, whatever it says.
  if (values.every(Number.isNaN)) return true;
  const columns = first.map((_, index) => body.map((row) => value(row[index])));
  const numeric = columns.map(
    (column) => column.length > 0 && 2 * column.filter(Number.isFinite).length > column.length,
  );
  if (first.some((cell, index) => Number.isNaN(values[index]) && numeric[index] && isName(cell))) return true;
  if (first[0]?.trim() === '' && isIndex(columns[0], body)) return true;
  const measured = numeric.flatMap((is, index) => (is ? [index] : []));

  const names = measured.map((index) => values[index]);
  const others = measured.map((index) => columns[index].filter(Number.isFinite));
  if (names.length === 0 || others.some(({ length }) => length < FEWEST)) return false;
  if (!names.every(Number.isInteger) || new Set(names).size < names.length) return false;
  const ranges = names.map((name, index) => away(name, others[index]));
  if (!isInOrder(names)) return names.length > 1 && ranges.every((range) => range > 10);
  // In order by chance: the rows below would be so too, or near, or written alike.
  if (ranges.some((range) => range > 3)) return true;
  const written = body.flatMap((row) => measured.map((index) => row[index] ?? ''));
  if (names[0] === 0 && written.every((cell) => DECIMALS.test(cell))) return true;
  const common = body.filter((row) => isInOrder(measured.map((index) => value(row[index])))).length;
  return numeric.includes(false) && 4 * common < body.length;
}

function isName(cell: string): boolean {
  return cell.trim() !== '' && !MISSING.test(cell);
}

/** Row numbers in order, or names, as a table carries them under an empty corner. */
function isIndex(column: readonly number[], body: readonly (readonly string[])[]): boolean {
  if (body.length === 0) return false;
  if (column.every(Number.isNaN)) return body.every(([cell = '']) => cell.trim() !== '');
  return column.every((number, row) => Number.isInteger(number) && (row === 0 || number === column[row - 1] + 1));
}

/** 3, 4, 5: each one more than the last. A single one tells nothing. */
function isInOrder(numbers: readonly number[]): boolean {
  return numbers.length > 1 && numbers.every((number, k) => k === 0 || number === numbers[k - 1] + 1);
}

/** How far outside of the others, in lengths of the range that holds the middle nine tenths of them. */
function away(number: number, others: readonly number[]): number {
  const sorted = others.toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [0.05, 0.95].map((share) => sorted[Math.round(share * (sorted.length - 1))]);
  const range = high - low || Math.max(Math.abs(low), 1e-300) * 1e-6;
  return Math.max(low - number, number - high) / range;
}
