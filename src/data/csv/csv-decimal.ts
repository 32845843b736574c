// Which mark stands before the decimals, from what the cells show: never from what separates them.
import { decimalOf, type DecimalMark } from '../read-number';

/** What the cells of one column showed that did not settle it one by one. */
interface ColumnEvidence {
  /** Whole numbers without a mark: of at most three digits, and of more. */
  short: boolean;
  long: boolean;
  /** The mark of numbers that are other ones with each reading, such as 1,234; and whether one of them ends in 0. */
  open: DecimalMark | undefined;
  endsInZero: boolean;
}

const WHOLE = /^\s*\S?\d+\s*$/;
const SAMPLES = 3;

export class DecimalEvidence {
  readonly #alone = new Set<DecimalMark>();
  readonly #columns: ColumnEvidence[] = [];
  readonly #commasSeparate: boolean;
  /** Cells that leave it open, as examples. */
  readonly samples: string[] = [];

  /** `commasSeparate`: then no comma is a decimal one but in quotes, and a point is one. */
  constructor(commasSeparate: boolean) {
    this.#commasSeparate = commasSeparate;
  }

  /** A single cell has decided: what contradicts it is no number. */
  get settled(): boolean {
    return this.#alone.size > 0;
  }

  add(index: number, text: string): void {
    const column = (this.#columns[index] ??= { short: false, long: false, open: undefined, endsInZero: false });
    const comma = text.includes(',');
    if (!comma && !text.includes('.')) {
      if (column.short && column.long) return;
      if (WHOLE.test(text)) column[text.trim().replace(/^\D/, '').length > 3 ? 'long' : 'short'] = true;
      return;
    }
    const decimal = decimalOf(text);
    if (decimal === undefined) return;
    if (decimal !== 'open') this.#alone.add(decimal);
    else if (comma || !this.#commasSeparate) this.#leaveOpen(column, text, comma ? ',' : '.');
  }

  /** The mark; 'open' where it cannot be told; undefined where no cell has any. */
  get verdict(): DecimalMark | 'open' | undefined {
    const decided = this.#alone.size > 0 ? this.#alone : this.#byColumns;
    if (decided.size === 1) return [...decided][0];
    return decided.size > 1 || this.samples.length > 0 ? 'open' : undefined;
  }

  /** Groups of exactly three throughout: beside ungrouped 12345 they are decimals; beside 950, if one ends in 0, they are not. */
  get #byColumns(): Set<DecimalMark> {
    const decided = new Set<DecimalMark>();
    for (const { short, long, open, endsInZero } of this.#columns.filter((column) => column !== undefined)) {
      if (!open) continue;
      if (long) decided.add(open);
      // A decimal ends in 0 only where all have as many places, and then none is without its mark.
      else if (short && endsInZero) decided.add(open === ',' ? '.' : ',');
    }
    return decided;
  }

  #leaveOpen(column: ColumnEvidence, text: string, mark: DecimalMark): void {
    column.open = mark;
    column.endsInZero ||= /0\s*$/.test(text);
    if (this.samples.length < SAMPLES && !this.samples.includes(text.trim())) this.samples.push(text.trim());
  }
}
