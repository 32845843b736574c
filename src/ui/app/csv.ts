// Arrays of a snapshot as CSV text, in pieces, so that a million rows never hold up the page.
import type { SnapshotArray } from '../../labs/lab';

const ROWS_AT_A_TIME = 8192;

/** A column of numbers inside a row-major array. */
interface Column {
  readonly title: string;
  readonly data: Float32Array;
  readonly offset: number;
  readonly stride: number;
}

/**
 * Side by side: the first array as `x,y`, further ones of as many rows as `name_x,name_y`; other row counts are left to
 * another call. Yields the text in pieces of some thousand rows.
 */
export function* csvPieces(arrays: Readonly<Record<string, SnapshotArray>>): Generator<string> {
  const [first] = Object.values(arrays);
  const rows = first?.shape[0] ?? 0;
  const columns = Object.entries(arrays)
    .filter(([, { shape }]) => shape[0] === rows)
    .flatMap(([name, array], index) => columnsOf(index === 0 ? '' : `${name}_`, array, rows));
  yield `${columns.map(({ title }) => textCell(title)).join(',')}\n`;
  for (let from = 0; from < rows; from += ROWS_AT_A_TIME)
    yield piece(columns, from, Math.min(rows, from + ROWS_AT_A_TIME));
}

function columnsOf(prefix: string, { data, shape }: SnapshotArray, rows: number): Column[] {
  const stride = rows > 0 ? data.length / rows : 0;
  const names = shape.length === 1 ? ['value'] : stride <= 3 ? ['x', 'y', 'z'] : [];
  return Array.from({ length: stride }, (_, offset) => ({
    title: `${prefix}${names[offset] ?? `x${offset + 1}`}`,
    data,
    offset,
    stride,
  }));
}

function piece(columns: readonly Column[], from: number, to: number): string {
  const lines: string[] = [];
  for (let row = from; row < to; row++) {
    lines.push(columns.map(({ data, offset, stride }) => numberCell(data[row * stride + offset] ?? NaN)).join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** The shortest text that reads back as the same 32-bit float. */
export function numberCell(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(Number(value.toPrecision(9)));
}

/** Text that no spreadsheet takes for a formula (a leading `'` after = + - @ tab CR), quoted where CSV needs it. */
export function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
