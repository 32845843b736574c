// How a file is to be read, seen from its beginning: what stands before the table, what separates its cells, what names
// its columns; and files that are no text at all, by their first bytes.
import { readNumber, type DecimalMark } from '../read-number';
import { DecimalEvidence } from './csv-decimal';
import { CsvError } from './csv-error';
import { namesColumns } from './csv-header';
import { delimiters, rowsOf, type Delimiter } from './csv-rows';

/** What can be decided by hand. */
export interface CsvFormat {
  readonly delimiter: Delimiter;
  /** The mark before the decimals; the other one groups digits. */
  readonly decimal: DecimalMark;
  /** The first row holds the names of the columns. */
  readonly header: boolean;
}

/** A format with what it takes to read the rows. */
export interface CsvLayout extends CsvFormat {
  /** Lines at the top that are no rows: blank ones, comments, the one that names the separator; and the text behind them. */
  readonly preamble: number;
  readonly rest: string;
  readonly comments: number;
  /** Rows above the table that are narrower than it: titles. */
  readonly titles: number;
  /** Cells of a row of data. */
  readonly width: number;
  /** The names lack the one of the first column, which holds the names of the rows. */
  readonly rowNames: boolean;
  /** Names from a comment, for a table without a header. */
  readonly commentNames: readonly string[] | undefined;
}

export const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', ' ': 'blank' } as const;

/** Rows from which a format is told. */
const SAMPLE_ROWS = 200;

/** `head`: the first text of the file; `chosen`: what was decided by hand. */
export function detectFormat(head: string, chosen: Partial<CsvFormat> = {}): CsvLayout {
  const { rest, preamble, comments, separator } = readPreamble(head);
  const { delimiter, rows } = bestDelimiter(rest, chosen.delimiter ?? separator);
  const { width, first, rowNames } = shapeOf(rows);
  const body = rows.slice(first).flatMap((row) => (isComment(row, width) ? [] : [fitted(row, width, delimiter) ?? []]));
  const regular = body.filter((row) => row.length === width);
  const header =
    chosen.header ?? (rowNames || (body[0] === regular[0] && namesColumns(body[0] ?? [], regular.slice(1))));
  const evidence = new DecimalEvidence(delimiter === ',');
  for (const row of regular.slice(header && !rowNames ? 1 : 0)) row.forEach((cell, index) => evidence.add(index, cell));
  const guess = evidence.verdict;
  return {
    delimiter,
    decimal: chosen.decimal ?? (guess === ',' ? ',' : '.'),
    header,
    preamble,
    rest,
    comments: comments.length,
    titles: first - (rowNames && header ? 1 : 0),
    width,
    rowNames: rowNames && header,
    commentNames: header ? undefined : namesOf(comments.at(-1), delimiter, width),
  };
}

/** `# a remark` among the rows; no #12 that names a row of numbers. */
export function isComment(cells: readonly string[], width: number): boolean {
  if (!/^\s*[#%]/.test(cells[0] ?? '')) return false;
  return cells.length !== width || cells.slice(1).every(isText);
}

function isText(cell: string): boolean {
  return Number.isNaN(readNumber(cell)) && Number.isNaN(readNumber(cell, ','));
}

/** Where the table begins and how wide it is; `rowNames`: the row above has one name too few, because those of the rows have none. */
function shapeOf(rows: readonly (readonly string[])[]): { width: number; first: number; rowNames: boolean } {
  const width = commonWidth(rows);
  const first = rows.findIndex((row) => !isComment(row, width) && (row.length >= width || !row.every(isText)));
  const above = rows[first - 1];
  const oneLess = above !== undefined && above.length > 1 && above.length === width - 1;
  // Or each row of data ends in a separator.
  if (oneLess && rows.slice(first).every((row) => row.length !== width || row.at(-1)?.trim() === ''))
    return { width: width - 1, first: first - 1, rowNames: false };
  return { width, first: Math.max(0, first), rowNames: oneLess };
}

/** The cells of a row without empty ones too many: of separators at its end, of doubled tabs. Undefined where it is of another length. */
export function fitted(cells: readonly string[], width: number, delimiter: Delimiter): readonly string[] | undefined {
  if (cells.length === width) return cells;
  if (cells.length < width) return undefined;
  const isEmpty = (cell: string): boolean => cell.trim() === '';
  if (cells.slice(width).every(isEmpty)) return cells.slice(0, width);
  const full = delimiter === '\t' ? cells.filter((cell) => !isEmpty(cell)) : [];
  return full.length === width ? full : undefined;
}

function readPreamble(head: string): { rest: string; preamble: number; comments: string[]; separator?: Delimiter } {
  const comments: string[] = [];
  let [rest, preamble] = [head, 0];
  let separator: Delimiter | undefined;
  while (rest !== '') {
    const [whole = '', line = ''] = /^([^\r\n]*)(?:\r\n?|\n|$)/.exec(rest) ?? [];
    const named = preamble === 0 ? /^"?sep=(\\t|.)"?\s*$/i.exec(line)?.[1] : undefined;
    if (named !== undefined) separator = delimiters.find((known) => known === (named === '\\t' ? '\t' : named));
    else if (/^\s*[#%]/.test(line)) comments.push(line);
    else if (line.trim() !== '') break;
    rest = rest.slice(whole.length);
    preamble++;
  }
  return { rest, preamble, comments, ...(separator ? { separator } : {}) };
}

/** The separator with which the rows are of one length and their cells are numbers. */
function bestDelimiter(text: string, known?: Delimiter): { delimiter: Delimiter; rows: string[][] } {
  let best = { delimiter: known ?? ',', rows: [] as string[][], score: -1 };
  const there = delimiters.filter((delimiter) => delimiter === ',' || text.includes(delimiter));
  for (const delimiter of known ? [known] : there) {
    const rows = rowsOf(text, delimiter, SAMPLE_ROWS);
    const width = commonWidth(rows);
    const regular = rows.filter((row) => row.length === width);
    const cells = regular.flat();
    const numbers = cells.filter((cell) => !isText(cell)).length / Math.max(1, cells.length);
    // Between text alone the number of cells decides; the earlier of two that are as good is the less likely accident.
    const score = width < 2 ? 0 : (regular.length / rows.length) * (0.2 + numbers);
    if (score > best.score + 1e-9) best = { delimiter, rows, score };
  }
  return best;
}

/** The most common number of cells; of two as common the one of the earlier row. */
function commonWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

function namesOf(comment: string | undefined, delimiter: Delimiter, width: number): readonly string[] | undefined {
  const [names] = comment === undefined ? [] : rowsOf(comment.replace(/^\s*[#%]+ ?/, ''), delimiter, 1);
  return names?.length === width && names.every((name) => isText(name) && !name.endsWith(':')) ? names : undefined;
}

/** Throws CsvError for what is no text in UTF-8. */
export function refuseBinary(bytes: Uint8Array): void {
  const begins = (...start: number[]): boolean => start.every((byte, index) => bytes[index] === byte);
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff))
    throw new CsvError('This looks like UTF-16 text. Save it as UTF-8 first.');
  if (begins(0x50, 0x4b, 3, 4)) {
    // A workbook is a zip archive whose first entries name its kind.
    const head = String.fromCharCode(...bytes.subarray(0, 2000));
    throw new CsvError(
      /\[Content_Types\]|xl\/|_rels\//.test(head)
        ? 'This looks like an Excel workbook. Save it as CSV first.'
        : 'This looks like a zip archive. Unpack it first.',
    );
  }
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new CsvError('This looks like an Excel workbook. Save it as CSV first.');
  if (bytes.includes(0)) throw new CsvError('This looks like a binary file. A CSV file in UTF-8 is needed.');
}
