// Arrays of a snapshot as CSV text, in the units of the axes and in pieces, so that a million rows never hold up the page.
import { plainAxes, type Axes } from '../../data/axes';
import type { SnapshotArray } from '../../experiment/lab';

const ROWS_AT_A_TIME = 8192;

/** A column of numbers inside a row-major array: value = centre + scale · number. */
interface Column {
  readonly title: string;
  readonly data: Float32Array;
  readonly offset: number;
  readonly stride: number;
  readonly centre: number;
  readonly scale: number;
}

/**
 * Side by side: the first array as `x,y`, further ones of as many rows as `name_x,name_y`; other row counts are left to
 * another call. `axes` are those of the plane: places, slopes of a log density and log densities come out in their units.
 * Yields the text in pieces of some thousand rows.
 */
export function* csvPieces(
  arrays: Readonly<Record<string, SnapshotArray>>,
  axes: Axes = plainAxes(),
): Generator<string> {
  const [first] = Object.values(arrays);
  const rows = first?.shape[0] ?? 0;
  const columns = Object.entries(arrays)
    .filter(([, { shape }]) => shape[0] === rows)
    .flatMap(([name, array], index) => columnsOf(name, index === 0, array, rows, axes));
  yield `${columns.map(({ title }) => textCell(title)).join(',')}\n`;
  for (let from = 0; from < rows; from += ROWS_AT_A_TIME)
    yield piece(columns, from, Math.min(rows, from + ROWS_AT_A_TIME));
}

function columnsOf(name: string, isFirst: boolean, { data, shape }: SnapshotArray, rows: number, axes: Axes): Column[] {
  const stride = rows > 0 ? data.length / rows : 0;
  const names = shape.length === 1 ? ['value'] : stride === 2 ? axes.names : stride <= 3 ? ['x', 'y', 'z'] : [];
  return Array.from({ length: stride }, (_, offset) => ({
    title: `${isFirst ? '' : `${name}_`}${names[offset] ?? `x${offset + 1}`}`,
    data,
    offset,
    stride,
    ...unitsOf(name, offset, stride, axes),
  }));
}

function unitsOf(name: string, offset: number, stride: number, axes: Axes): Pick<Column, 'centre' | 'scale'> {
  if (name === 'logDensity') return { centre: -Math.log(axes.scale[0]) - Math.log(axes.scale[1]), scale: 1 };
  if (stride !== 2) return { centre: 0, scale: 1 };
  const axis = offset as 0 | 1;
  return name === 'score'
    ? { centre: 0, scale: 1 / axes.scale[axis] }
    : { centre: axes.centre[axis], scale: axes.scale[axis] };
}

function piece(columns: readonly Column[], from: number, to: number): string {
  const lines: string[] = [];
  for (let row = from; row < to; row++) {
    lines.push(columns.map((column) => cellOf(column, column.data[row * column.stride + column.offset])).join(','));
  }
  return `${lines.join('\n')}\n`;
}

function cellOf({ centre, scale }: Column, value: number): string {
  return centre === 0 && scale === 1 ? numberCell(value) : valueCell(value, centre, scale);
}

/** The value that a 32-bit float stands for, with the decimals that its rounding leaves. */
export function valueCell(coordinate: number, centre: number, scale: number): string {
  const value = centre + scale * coordinate;
  const rounding = scale * Math.abs(coordinate) * 2 ** -24;
  if (!(rounding > 0) || !Number.isFinite(value)) return String(value);
  const decimals = Math.ceil(-Math.log10(rounding));
  return String(decimals >= 0 && decimals <= 100 ? Number(value.toFixed(decimals)) : value);
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
