// Two columns of a table as points of the plane.
import { atOnce, overRows, type Sliced } from '../slices';
import type { Axes } from '../axes';
import { quoted } from '../foreign-text';
import { centring, interleaving, type Centred } from '../standardise';
import { CsvError } from './csv-error';
import { columnProblem, type CsvColumn, type CsvTable } from './csv-table';
import { grouped } from '../../numbers';

export interface PointChoice {
  /** Indices of columns. */
  readonly x: number;
  readonly y: number;
  readonly standardise: boolean;
  /** Leave out the lines in which a chosen cell is no number. */
  readonly skip: boolean;
}

export interface ChosenPoints {
  /** [n, 2], about their centre. */
  readonly points: Float32Array<ArrayBuffer>;
  /** The names of the columns, and what the points are in their units. */
  readonly axes: Axes;
  /** What there is to know, each one sentence. */
  readonly notes: readonly string[];
}

/** Farther from the centre the square of a difference leaves float32 too soon to be drawn and scored without standardising. */
const LARGEST_PLAIN = 1e6;
/** Values on which it is seen whether 32-bit numbers tell them apart. */
const SAMPLE = 20_000;

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
  const leftOut = table.rows - kept.length + table.ragged;
  if (leftOut > 0 && !choice.skip) throw badLines(table, choice, leftOut, kept.length > 0);
  if (kept.length === 0) throw new CsvError('No line has numbers in both columns; choose others.');
  const columns = [yield* rowsOf(first, kept), yield* rowsOf(second, kept)];
  const centred = [yield* centring(columns[0], choice.standardise), yield* centring(columns[1], choice.standardise)];
  if (!choice.standardise) for (const one of centred) yield* refuseHuge(one);
  const [across, up] = centred;
  return {
    points: yield* interleaving(across.coordinates, up.coordinates),
    axes: { names: [first.name, second.name], centre: [across.centre, up.centre], scale: [across.scale, up.scale] },
    notes: [
      ...rowNotes(leftOut, columns),
      ...[first, second].flatMap(({ name }, k) => roundingNotes(name, columns[k], centred[k])),
    ],
  };
}

function* keptRows(table: CsvTable, first: CsvColumn, second: CsvColumn): Sliced<Uint32Array> {
  const rows = new Uint32Array(table.rows);
  let count = 0;
  yield* overRows(table.rows, (row) => {
    if (!Number.isNaN(first.values[row]) && !Number.isNaN(second.values[row])) rows[count++] = row;
  });
  return rows.subarray(0, count);
}

function* rowsOf({ values }: CsvColumn, kept: Uint32Array): Sliced<Float64Array> {
  const result = new Float64Array(kept.length);
  yield* overRows(kept.length, (i) => {
    result[i] = values[kept[i]];
  });
  return result;
}

function badLines(table: CsvTable, { x, y }: PointChoice, lines: number, anyLeft: boolean): CsvError {
  const problems = [...new Set([x, y])].flatMap((index) => {
    const { firstBad, firstHuge } = table.columns[index];
    const message = columnProblem(table.columns[index], index);
    return message ? [{ line: Math.min(firstBad?.line ?? Infinity, firstHuge?.line ?? Infinity), message }] : [];
  });
  const [first] = [...problems, ...(table.firstRagged ? [table.firstRagged] : [])].toSorted((a, b) => a.line - b.line);
  const more = lines > 1 ? ` ${grouped(lines)} such lines.` : '';
  return new CsvError(`${first?.message ?? ''}${more}`, anyLeft);
}

function* refuseHuge({ coordinates, centre }: Centred): Sliced<void> {
  const where = centre === 0 ? '' : ` from their middle, ${Number(centre.toPrecision(3))}`;
  yield* overRows(coordinates.length, (i) => {
    if (Math.abs(coordinates[i]) > LARGEST_PLAIN)
      throw new CsvError(
        `The values reach ${Number(coordinates[i].toPrecision(3))}${where}; at most ±${grouped(LARGEST_PLAIN)} can be shown as they are. Choose ‘standardise’.`,
      );
  });
}

function rowNotes(leftOut: number, columns: readonly ArrayLike<number>[]): string[] {
  const left = leftOut > 0 ? [`${grouped(leftOut)} ${leftOut === 1 ? 'line was' : 'lines were'} left out.`] : [];
  if (columns[0].length === 1) return [...left, 'There is one point only.'];
  if (columns.every(isConstant)) return [...left, 'All points are equal.'];
  return columns.some(isConstant) ? [...left, 'One of the columns has the same value everywhere.'] : left;
}

/** Whether 32-bit numbers tell the values apart as they are, and about their centre. */
function roundingNotes(name: string, values: Float64Array, { coordinates }: Centred): string[] {
  const all = different(values, (value) => value);
  const centred = different(coordinates, Math.fround);
  const column = `‘${quoted(name)}’`;
  if (centred < all) return [`32-bit numbers keep ${grouped(centred)} of ${grouped(all)} values of ${column} apart.`];
  if (different(values, Math.fround) === all) return [];
  return [`${column} is computed about its centre, because 32-bit numbers could not tell its values apart.`];
}

/** How many different values there are among the first ones, rounded so. */
function different(values: Float64Array, rounded: (value: number) => number): number {
  return new Set(Float64Array.from(values.subarray(0, SAMPLE), rounded)).size;
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
