// Rows into columns of numbers, with what is wrong kept per column: a text column is no fault until it is chosen.
import { quoted } from '../foreign-text';
import { readNumber, type DecimalMark } from '../read-number';
import { DecimalEvidence } from './csv-decimal';
import { CsvError } from './csv-error';
import { delimiterNames, fitted, isComment, type CsvFormat, type CsvLayout } from './csv-format';
import { grouped } from '../../numbers';

export const MOST_ROWS = 1_000_000;
export const MOST_COLUMNS = 64;
/** Largest number of 32 bits: what is larger cannot be shown, wherever the origin is. */
const LARGEST = 3.4028234663852886e38;
/** Rows whose text is kept, to be shown before they are used. */
const SHOWN_ROWS = 3;

/** The first of its kind in a column or a file. */
interface Oddity {
  readonly line: number;
  readonly text: string;
}

export interface CsvColumn {
  /** As in the header, or 'column 2'. Foreign text: to be shown as text only. */
  readonly name: string;
  /** Whether the file names it. */
  readonly named: boolean;
  /** NaN where the cell is no number, or too large for 32 bits. */
  readonly values: Float64Array;
  readonly bad: number;
  readonly firstBad?: Oddity | undefined;
  readonly firstHuge?: Oddity | undefined;
}

export interface CsvTable {
  readonly rows: number;
  readonly columns: readonly CsvColumn[];
  readonly format: CsvFormat;
  /** The cells of the first rows, as they stand in the file. */
  readonly shown: readonly (readonly string[])[];
  /** Lines that are no rows of this table: comments and titles; rows of another length. */
  readonly comments: number;
  readonly ragged: number;
  readonly firstRagged?: { readonly line: number; readonly message: string } | undefined;
  /** What the cells tell of their decimal mark; where it is 'open', examples. */
  readonly decimal: DecimalMark | 'open' | undefined;
  readonly openCells: readonly string[];
}

/** 'semicolon, decimal comma, 412 × 2' */
export function formatText({ format: { delimiter, decimal }, rows, columns }: CsvTable): string {
  const size = `${grouped(rows)} × ${columns.length}`;
  return [delimiterNames[delimiter], ...(decimal === ',' ? ['decimal comma'] : []), size].join(', ');
}

class Column {
  values = new Float64Array(1024);
  bad = 0;
  firstBad: Oddity | undefined;
  firstHuge: Oddity | undefined;

  set(row: number, value: number, text: string, line: number): void {
    if (row >= this.values.length) {
      const grown = new Float64Array(2 * this.values.length);
      grown.set(this.values);
      this.values = grown;
    }
    if (Math.abs(value) <= LARGEST) {
      this.values[row] = value;
      return;
    }
    this.values[row] = Number.NaN;
    this.bad++;
    if (Number.isNaN(value)) this.firstBad ??= { line, text };
    else this.firstHuge ??= { line, text };
  }
}

export class TableBuilder {
  readonly #layout: CsvLayout;
  readonly #evidence: DecimalEvidence;
  readonly #columns: readonly Column[];
  #names: readonly string[] | undefined;
  #titles: number;
  #comments: number;
  #firstLine = 0;
  #rows = 0;
  #shown: (readonly string[])[] = [];
  #ragged = 0;
  #firstRagged: CsvTable['firstRagged'];

  constructor(layout: CsvLayout) {
    const { width, delimiter } = layout;
    this.#layout = layout;
    this.#evidence = new DecimalEvidence(delimiter === ',');
    this.#columns = Array.from({ length: width }, () => new Column());
    this.#titles = layout.titles;
    this.#comments = layout.comments;
    this.#names = layout.commentNames;
  }

  /** Throws CsvError beyond the limits. */
  add(cells: readonly string[], line: number): void {
    const { width, delimiter, header, rowNames } = this.#layout;
    if (width > MOST_COLUMNS)
      throw new CsvError(`Line ${line} has ${grouped(width)} values; at most ${MOST_COLUMNS} columns are read.`);
    if (this.#titles > 0) {
      this.#titles--;
      this.#comments++;
    } else if (isComment(cells, width)) this.#comments++;
    else {
      const row = fitted(cells, width, delimiter);
      const isHeader = header && this.#firstLine === 0;
      if (row || isHeader) this.#firstLine ||= line;
      if (isHeader) this.#names = rowNames ? ['', ...cells] : (row ?? cells);
      else if (row) this.#append(row, line);
      else this.#leaveOut(cells, line);
    }
  }

  /** Throws CsvError when there is no row of data. */
  finish(): CsvTable {
    if (this.#rows === 0) throw new CsvError('The file has no data rows.');
    const { delimiter, decimal, header } = this.#layout;
    const columns = this.#columns.map(({ values, ...odd }, index): CsvColumn => {
      const name = this.#names?.[index]?.trim() ?? '';
      const known = { name: name || `column ${index + 1}`, named: name !== '' };
      return { ...odd, ...known, values: values.subarray(0, this.#rows) };
    });
    return {
      rows: this.#rows,
      columns,
      format: { delimiter, decimal, header },
      shown: this.#shown,
      comments: this.#comments,
      ragged: this.#ragged,
      firstRagged: this.#firstRagged,
      decimal: this.#evidence.verdict,
      openCells: this.#evidence.samples,
    };
  }

  #append(cells: readonly string[], line: number): void {
    if (this.#rows >= MOST_ROWS)
      throw new CsvError(
        `Line ${grouped(line)} would be row ${grouped(MOST_ROWS + 1)}; at most ${grouped(MOST_ROWS)} rows are read.`,
      );
    const row = this.#rows++;
    const { decimal } = this.#layout;
    if (row < SHOWN_ROWS) this.#shown.push([...cells]);
    const unsettled = !this.#evidence.settled;
    for (let index = 0; index < cells.length; index++) {
      if (unsettled) this.#evidence.add(index, cells[index]);
      this.#columns[index].set(row, readNumber(cells[index], decimal), cells[index], line);
    }
  }

  #leaveOut(cells: readonly string[], line: number): void {
    const { width } = this.#layout;
    this.#ragged++;
    const other = this.#firstLine > 0 ? `line ${this.#firstLine} has ${grouped(width)}` : `most have ${grouped(width)}`;
    const count = cells.length === 1 ? '1 value' : `${grouped(cells.length)} values`;
    this.#firstRagged ??= { line, message: `Line ${line} has ${count}; ${other}.` };
  }
}

/** Why a column cannot be used as it is, as the message for its first cell. */
export function columnProblem({ firstBad, firstHuge }: CsvColumn, index: number): string | undefined {
  if (firstHuge && (!firstBad || firstHuge.line < firstBad.line))
    return `Line ${firstHuge.line}: ${quoted(firstHuge.text.trim())} is too large for 32-bit numbers.`;
  if (!firstBad) return undefined;
  const what = firstBad.text.trim() === '' ? 'the cell is empty' : `‘${quoted(firstBad.text.trim())}’ is not a number`;
  return `Line ${firstBad.line}, column ${index + 1}: ${what}.`;
}
