// Two columns of a table as points of the plane.
import { atOnce, overRows, type Sliced } from '../slices';
import { interleaving, standardising } from '../standardise';
import { CsvError, grouped } from './csv-error';
import { columnProblem, type CsvColumn, type CsvTable } from './csv-table';

export interface PointChoice {
  /** Indices of columns. */
  readonly x: number;
  readonly y: number;
  readonly standardise: boolean;
  /** Leave out the lines in which a chosen cell is no number. */
  readonly skip: boolean;
}

export interface ChosenPoints {
  /** [n, 2] */
  readonly points: Float32Array<ArrayBuffer>;
  /** What there is to know, each one sentence. */
  readonly notes: readonly string[];
}

/** Beyond this the square of a difference leaves float32 too soon to be drawn and scored without standardising. */
const LARGEST_PLAIN = 1e6;

/** The two columns to begin with: the first two that hold numbers throughout, else mostly. */
export function likelyColumns({ columns, rows }: CsvTable): readonly [number, number] {
  const indices = columns.map((_, index) => index);
  const ranked = indices.toSorted(
    (a, b) => Number(columns[a].bad > 0) - Number(columns[b].bad > 0) || share(a) - share(b),
  );
  function share(index: number): number {
    return columns[index].bad === rows ? 1 : 0;
  }
  const [x = 0, y = x] = ranked.slice(0, 2).toSorted((a, b) => a - b);
  return [x, y];
}

/** Throws CsvError; `skippable` when leaving lines out would help. */
export function choosePoints(table: CsvTable, choice: PointChoice): ChosenPoints {
  return atOnce(choosingPoints(table, choice));
}

/** The same for tables that would hold up the page. */
export function* choosingPoints(table: CsvTable, choice: PointChoice): Sliced<ChosenPoints> {
  const { x, y } = choice;
  const [first, second] = [table.columns[x], table.columns[y]];
  if (table.columns.length < 2) throw new CsvError('The file has 1 column; points of the plane need 2.');
  const kept = yield* keptRows(table, first, second);
  if (kept.length < table.rows && !choice.skip)
    throw badLines(table, choice, table.rows - kept.length, kept.length > 0);
  if (kept.length === 0) throw new CsvError('No line has numbers in both columns; choose others.');
  const columns = [yield* rowsOf(first, kept), yield* rowsOf(second, kept)];
  if (!choice.standardise) for (const column of columns) yield* refuseHuge(column);
  const [xs, ys] = choice.standardise ? [yield* standardising(columns[0]), yield* standardising(columns[1])] : columns;
  return { points: yield* interleaving(xs, ys), notes: notesOf(table, choice, kept.length, columns) };
}

function* keptRows(table: CsvTable, first: CsvColumn, second: CsvColumn): Sliced<Uint32Array> {
  const rows = new Uint32Array(table.rows);
  let count = 0;
  yield* overRows(table.rows, (row) => {
    if (!Number.isNaN(first.values[row]) && !Number.isNaN(second.values[row])) rows[count++] = row;
  });
  return rows.subarray(0, count);
}

function* rowsOf({ values }: CsvColumn, kept: Uint32Array): Sliced<Float32Array> {
  const result = new Float32Array(kept.length);
  yield* overRows(kept.length, (i) => {
    result[i] = values[kept[i]];
  });
  return result;
}

function badLines(table: CsvTable, { x, y }: PointChoice, lines: number, anyLeft: boolean): CsvError {
  const [column] = [x, y]
    .filter((index) => table.columns[index].bad > 0)
    .toSorted((a, b) => firstLine(table.columns[a]) - firstLine(table.columns[b]));
  const more = lines > 1 ? ` ${grouped(lines)} such lines.` : '';
  return new CsvError(`${columnProblem(table.columns[column], column) ?? ''}${more}`, anyLeft);
}

function firstLine({ firstBad, firstHuge }: CsvColumn): number {
  return Math.min(firstBad?.line ?? Infinity, firstHuge?.line ?? Infinity);
}

function* refuseHuge(column: ArrayLike<number>): Sliced<void> {
  yield* overRows(column.length, (i) => {
    if (Math.abs(column[i]) > LARGEST_PLAIN)
      throw new CsvError(
        `The values reach ${Number(column[i].toPrecision(3))}; at most ±${grouped(LARGEST_PLAIN)} can be shown as they are. Choose ‘standardise’.`,
      );
  });
}

function notesOf(
  table: CsvTable,
  { x, y }: PointChoice,
  kept: number,
  columns: readonly ArrayLike<number>[],
): string[] {
  const notes: string[] = [];
  const skipped = table.rows - kept;
  if (skipped > 0) notes.push(`${grouped(skipped)} ${skipped === 1 ? 'line was' : 'lines were'} left out.`);
  for (const index of [x, y]) {
    const { firstRounded } = table.columns[index];
    if (firstRounded)
      notes.push(`Line ${firstRounded.line}: ${firstRounded.text.trim().slice(0, 40)} is rounded to a 32-bit number.`);
  }
  if (kept === 1) notes.push('There is one point only.');
  else if (columns.every(isConstant)) notes.push('All points are equal.');
  else if (columns.some(isConstant)) notes.push('One of the columns has the same value everywhere.');
  return notes;
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
