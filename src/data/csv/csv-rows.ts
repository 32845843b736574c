// Text into rows of cells, in slices of any length. Cells, quotes and separators are Papa Parse's; what it leaves to its
// streams, which cut UTF-8 in the middle of a letter and need a FileReader, is here: the rest of a slice goes before the
// next one, and lines are counted.
import Papa from 'papaparse';
import { CsvError } from './csv-error';

/** Separators that are recognised; a blank stands for any number of blanks. */
export const delimiters = ['\t', ';', '|', ',', ' '] as const;
export type Delimiter = (typeof delimiters)[number];

export const MOST_LINE = 64 * 1024;

export type RowListener = (cells: readonly string[], line: number) => void;

export class CsvRows {
  readonly #parser: Papa.Parser;
  readonly #delimiter: Delimiter;
  readonly #row: RowListener;
  #rest = '';
  #line: number;

  /** `row` is called with the cells of each line that is not blank, and the number of the line that it begins on; the text begins on `line`. */
  constructor(delimiter: Delimiter, row: RowListener, line = 1) {
    this.#parser = new Papa.Parser({ delimiter, newline: '\n' });
    this.#delimiter = delimiter;
    this.#row = row;
    this.#line = line;
  }

  push(text: string): void {
    // Half of a line end waits for the other half.
    const whole = this.#rest + text;
    const cut = whole.endsWith('\r') ? whole.length - 1 : whole.length;
    const lines = whole.slice(0, cut).replaceAll(/\r\n?/g, '\n');
    // A row without a line end may go on in the next slice; the cursor is where it begins.
    const { data, meta } = this.#parse(lines, true);
    for (const cells of data) this.#emit(cells);
    this.#rest = lines.slice(meta.cursor) + whole.slice(cut);
    if (this.#rest.length > MOST_LINE) throw this.#tooLong();
  }

  /** The end of the text; a last line needs no line end. */
  end(): void {
    const { data, errors } = this.#parse(this.#rest.replaceAll(/\r\n?/g, '\n'), false);
    for (const { code, index } of errors) if (code === 'MissingQuotes') throw this.#neverClosed(index);
    for (const cells of data) this.#emit(cells);
  }

  #parse(text: string, ignoreLastRow: boolean): Papa.ParseResult<string[]> {
    return this.#parser.parse(text, 0, ignoreLastRow) as Papa.ParseResult<string[]>;
  }

  #emit(cells: string[]): void {
    const line = this.#line++;
    for (const cell of cells) if (cell.includes('\n')) this.#line += cell.split('\n').length - 1;
    const kept = cellsOf(cells, this.#delimiter);
    if (kept.length > 0) this.#row(kept, line);
  }

  /** Lines inside quotes count towards their row, else one quote would gather the whole file into a cell. */
  #tooLong(): CsvError {
    const [unclosed] = this.#parse(this.#rest, false).errors.filter(({ code }) => code === 'MissingQuotes');
    const quoted = this.#rest.slice(unclosed?.index);
    if (unclosed && quoted.length > MOST_LINE / 2 && quoted.includes('\n')) return this.#neverClosed(unclosed.index);
    return new CsvError(`Line ${this.#line} is longer than 64 KiB. Is this a CSV file?`);
  }

  #neverClosed(index = 0): CsvError {
    const line = this.#line + this.#rest.slice(0, index).split('\n').length - 1;
    return new CsvError(`The quote opened on line ${line} is never closed.`);
  }
}

/** The first rows of a text. */
export function rowsOf(text: string, delimiter: Delimiter, most: number): string[][] {
  const lines = text.replaceAll(/\r\n?/g, '\n');
  const { data } = new Papa.Parser({ delimiter, newline: '\n', preview: most }).parse(
    lines,
    0,
    false,
  ) as Papa.ParseResult<string[]>;
  return data.map((cells) => cellsOf(cells, delimiter)).filter((cells) => cells.length > 0);
}

/** None for a blank line; with blanks as separators, each run of them is one. */
function cellsOf(cells: string[], delimiter: Delimiter): string[] {
  if (delimiter === ' ') return cells.filter((cell) => cell !== '');
  return cells.length === 1 && (cells[0] ?? '').trim() === '' ? [] : cells;
}
