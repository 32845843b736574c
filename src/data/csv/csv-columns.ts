// Which columns of a table are measurements: what numbers or names the rows is none.
import type { CsvColumn, CsvTable } from './csv-table';

/** What tables call the numbers of their rows. */
const ROW_NAME =
  /^(?:#|n|i|id|ids|idx|index|unnamed.*|row.?(?:names?|numbers?|ids?|no\.?|nr\.?|index)?|nr\.?|no\.?|num(?:ber)?|obs(?:ervations?)?|case|sample|subject|participant|record|entry|item|key|line|rank|seq(?:uence)?|.*[ _.-](?:id|no|nr|index|number)|.*[a-z]I[dD])$/i;

/** The two columns to begin with: the first two measurements that are mostly numbers, else whatever holds numbers. */
export function likelyColumns({ columns, rows }: CsvTable): readonly [number, number] {
  const rank = (column: CsvColumn, index: number): number => {
    if (column.bad === rows) return 3;
    if (2 * column.bad > rows) return 2;
    return isRowNumber(column, index === 0) ? 1 : 0;
  };
  const ranks = columns.map(rank);
  const ranked = columns.map((_, index) => index).toSorted((a, b) => ranks[a] - ranks[b]);
  const [x = 0, y = x] = ranked.slice(0, 2).toSorted((a, b) => a - b);
  return [x, y];
}

/** Rising whole numbers under a name that says so; without a name, the first column where it counts from 0 or 1. */
export function isRowNumber({ name, named, values, bad }: CsvColumn, isFirst: boolean): boolean {
  if (bad > 0 || (named ? !ROW_NAME.test(name) : !isFirst || (values[0] !== 0 && values[0] !== 1))) return false;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isInteger(values[i])) return false;
    if (i > 0 && (named ? values[i] <= values[i - 1] : values[i] !== values[i - 1] + 1)) return false;
  }
  return true;
}
