// Rows into columns of 32-bit numbers, with what is wrong kept per column: a text column is no fault until it is chosen.
import { quoted } from '../foreign-text';
import { CsvError, grouped } from './csv-error';
import { LARGEST, LARGEST_EXACT, readNumber } from './csv-number';

export const MOST_ROWS = 1_000_000;
export const MOST_COLUMNS = 64;

/** The first cell of its kind in a column. */
interface Oddity {
  readonly line: number;
  readonly text: string;
}

export interface CsvColumn {
  /** As in the header, or 'column 2'. Foreign text: to be shown as text only. */
  readonly name: string;
  /** NaN where the cell is no number of 32 bits. */
  readonly values: Float32Array;
  readonly bad: number;
  readonly firstBad?: Oddity | undefined;
  readonly firstHuge?: Oddity | undefined;
  /** A whole number that 32 bits round. */
  readonly firstRounded?: Oddity | undefined;
}

export interface CsvTable {
  readonly rows: number;
  readonly columns: readonly CsvColumn[];
  /** 'semicolon, decimal comma, 412 × 2' */
  readonly format: string;
}

class Column {
  values = new Float32Array(1024);
  bad = 0;
  firstBad: Oddity | undefined;
  firstHuge: Oddity | undefined;
  firstRounded: Oddity | undefined;

  set(row: number, value: number, text: string, line: number): void {
    if (row >= this.values.length) {
      const grown = new Float32Array(2 * this.values.length);
      grown.set(this.values);
      this.values = grown;
    }
    if (Math.abs(value) <= LARGEST) {
      this.values[row] = value;
      if (Math.abs(value) > LARGEST_EXACT && Number.isInteger(value) && Math.fround(value) !== value)
        this.firstRounded ??= { line, text };
      return;
    }
    this.values[row] = Number.NaN;
    this.bad++;
    if (Number.isNaN(value)) this.firstBad ??= { line, text };
    else this.firstHuge ??= { line, text };
  }
}

export class TableBuilder {
  readonly #comma: boolean;
  #columns: Column[] = [];
  #names: string[] | undefined;
  #firstLine = 0;
  #rows = 0;
  #commas = false;

  /** `comma`: decimal commas may occur. */
  constructor(comma: boolean) {
    this.#comma = comma;
  }

  /** Throws CsvError for a ragged row and beyond the limits. */
  add(cells: readonly string[], line: number): void {
    const width = this.#names?.length ?? this.#columns.length;
    if (width === 0) this.#begin(cells, line);
    else if (cells.length !== width) {
      throw new CsvError(
        `Line ${line} has ${valuesText(cells.length)}; line ${this.#firstLine} has ${grouped(width)}.`,
      );
    } else this.#append(cells, line);
  }

  /** Throws CsvError when there is no row of data. */
  finish(delimiter: string): CsvTable {
    if (this.#rows === 0) throw new CsvError('The file has no data rows.');
    const columns = this.#columns.map(({ values, bad, ...odd }, index): CsvColumn => {
      const name = this.#names?.[index]?.trim() || `column ${index + 1}`;
      return { ...odd, name, values: values.subarray(0, this.#rows), bad };
    });
    const format = [
      delimiter,
      ...(this.#commas ? ['decimal comma'] : []),
      `${grouped(this.#rows)} × ${columns.length}`,
    ];
    return { rows: this.#rows, columns, format: format.join(', ') };
  }

  #begin(cells: readonly string[], line: number): void {
    if (cells.length > MOST_COLUMNS)
      throw new CsvError(`Line ${line} has ${grouped(cells.length)} values; at most ${MOST_COLUMNS} columns are read.`);
    this.#firstLine = line;
    this.#columns = cells.map(() => new Column());
    // A line without a single number above data is their header.
    if (cells.every((cell) => Number.isNaN(readNumber(cell, this.#comma)))) this.#names = [...cells];
    else this.#append(cells, line);
  }

  #append(cells: readonly string[], line: number): void {
    if (this.#rows >= MOST_ROWS)
      throw new CsvError(
        `Line ${grouped(line)} would be row ${grouped(MOST_ROWS + 1)}; at most ${grouped(MOST_ROWS)} rows are read.`,
      );
    const row = this.#rows++;
    cells.forEach((cell, index) => {
      const value = readNumber(cell, this.#comma);
      if (this.#comma && !this.#commas && cell.includes(',') && !Number.isNaN(value)) this.#commas = true;
      this.#columns[index].set(row, value, cell, line);
    });
  }
}

function valuesText(count: number): string {
  return count === 1 ? '1 value' : `${grouped(count)} values`;
}

/** Why a column cannot be used as it is, as the message for its first cell. */
export function columnProblem({ firstBad, firstHuge }: CsvColumn, index: number): string | undefined {
  if (firstHuge && (!firstBad || firstHuge.line < firstBad.line))
    return `Line ${firstHuge.line}: ${quoted(firstHuge.text.trim())} is too large for 32-bit numbers.`;
  if (!firstBad) return undefined;
  const what = firstBad.text.trim() === '' ? 'the cell is empty' : `‘${quoted(firstBad.text.trim())}’ is not a number`;
  return `Line ${firstBad.line}, column ${index + 1}: ${what}.`;
}
