// Text into cells, one character after the other, in pieces of any length: quotes, three kinds of line ends, and limits
// that are looked at before anything is stored.
import { CsvError } from './csv-error';

export const MOST_LINE = 64 * 1024;

export type RowListener = (cells: readonly string[], line: number) => void;

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** `field`: in plain text; `quoted`: inside quotes; `closing`: behind a quote inside quotes. */
type State = 'start' | 'field' | 'quoted' | 'closing';

export class CsvCells {
  readonly #delimiter: number;
  readonly #row: RowListener;
  #state: State = 'start';
  /** What of the present cell stood in pieces before, or came out of quotes. */
  #kept = '';
  #cells: string[] = [];
  #line = 1;
  #rowLine = 1;
  #quoteLine = 1;
  /** Characters of the present row. */
  #length = 0;
  #afterCr = false;

  /** `row` is called with the cells of each line that is not blank, and the number of the line that it begins on. */
  constructor(delimiter: string, row: RowListener) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#row = row;
  }

  /** Lines begun so far. */
  get line(): number {
    return this.#line;
  }

  push(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#afterCr) {
        this.#afterCr = false;
        if (code === LF) {
          from = at + 1;
          continue;
        }
      }
      if (++this.#length > MOST_LINE) throw this.#tooLong();
      if (this.#state === 'quoted') {
        if (code === QUOTE) {
          this.#kept += text.slice(from, at);
          this.#state = 'closing';
          from = at + 1;
        } else if (code === LF || code === CR) this.#newLine(code === LF || text.charCodeAt(at + 1) !== LF);
      } else if (this.#state === 'closing' && code === QUOTE) {
        this.#kept += '"';
        this.#state = 'quoted';
        from = at + 1;
      } else if (code === this.#delimiter) {
        this.#endCell(text.slice(from, at));
        from = at + 1;
      } else if (code === LF || code === CR) {
        this.#endCell(text.slice(from, at));
        this.#endRow();
        from = at + 1;
        this.#afterCr = code === CR;
      } else if (this.#state === 'start') {
        if (code === QUOTE) {
          this.#state = 'quoted';
          this.#quoteLine = this.#line;
          from = at + 1;
        } else if (code !== 32) this.#state = 'field';
      }
    }
    this.#kept += text.slice(from);
  }

  /** The end of the text; a last line needs no line end. */
  end(): void {
    if (this.#state === 'quoted') throw this.#neverClosed();
    if (this.#cells.length > 0 || this.#kept !== '') {
      this.#endCell('');
      this.#endRow();
    }
  }

  #endCell(rest: string): void {
    this.#cells.push(this.#kept + rest);
    this.#kept = '';
    this.#state = 'start';
  }

  #endRow(): void {
    const cells = this.#cells;
    const line = this.#rowLine;
    this.#cells = [];
    this.#line++;
    this.#rowLine = this.#line;
    this.#length = 0;
    const [only] = cells;
    if (cells.length > 1 || (only !== undefined && only.trim() !== '')) this.#row(cells, line);
  }

  /** A line end inside quotes belongs to the cell; CR LF counts once, at its LF. */
  #newLine(counts: boolean): void {
    if (counts) this.#line++;
  }

  /** Lines inside quotes count towards their row, else one quote would gather the whole file into a cell. */
  #tooLong(): CsvError {
    if (this.#state === 'quoted' && this.#quoteLine < this.#line) return this.#neverClosed();
    return new CsvError(`Line ${this.#rowLine} is longer than 64 KiB. Is this a CSV file?`);
  }

  #neverClosed(): CsvError {
    return new CsvError(`The quote opened on line ${this.#quoteLine} is never closed.`);
  }
}
