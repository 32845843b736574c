// A file into a table without ever holding up the page: read in pieces, worked on in slices of a few milliseconds.
import { mebibytes } from '../foreign-text';
import { CsvCells, MOST_LINE } from './csv-cells';
import { CsvError } from './csv-error';
import { delimiterNames, detectFormat, refuseBinary } from './csv-format';
import { nextTask } from '../../waiting';
import { TableBuilder, type CsvTable } from './csv-table';

export const MOST_BYTES = 20 * 1024 * 1024;

export interface LoadOptions {
  /** Aborting rejects with the signal's reason within one slice. */
  readonly signal?: AbortSignal;
  /** Share done, 0 … 1, after every slice. */
  readonly onProgress?: (share: number) => void;
  /** Lets the page draw and listen. */
  readonly breathe?: () => Promise<void>;
}

type Readable = Pick<Blob, 'size' | 'slice'>;

const PIECE_BYTES = 256 * 1024;
/** Characters between two looks at the clock: a fraction of a millisecond. */
const SLICE = 16 * 1024;
const SLICE_MS = 12;

/** Rejects with CsvError and a sentence for what is wrong with the file. */
export async function loadCsv(file: Readable, options: LoadOptions = {}): Promise<CsvTable> {
  const { signal, onProgress, breathe = nextTask } = options;
  if (file.size === 0) throw new CsvError('The file is empty.');
  if (file.size > MOST_BYTES) throw new CsvError(`The file is ${mebibytes(file.size)} MiB; at most 20 MiB.`);
  const reader = new Reader();
  const decoder = new TextDecoder('utf-8');
  let since = performance.now();
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    const bytes = await readPiece(file, from);
    if (from === 0) refuseBinary(bytes);
    const last = from + PIECE_BYTES >= file.size;
    const text = decoder.decode(bytes, { stream: !last });
    for (let at = 0; at < text.length; at += SLICE) {
      reader.push(text.slice(at, at + SLICE));
      if (performance.now() - since < SLICE_MS) continue;
      onProgress?.((from + (bytes.length * at) / text.length) / file.size);
      await breathe();
      signal?.throwIfAborted();
      since = performance.now();
    }
    signal?.throwIfAborted();
  }
  onProgress?.(1);
  return reader.finish();
}

/** Waits for the first line end before it decides what separates the cells. */
class Reader {
  #head = '';
  #cells: CsvCells | undefined;
  #table: TableBuilder | undefined;
  #name = '';

  push(text: string): void {
    if (this.#cells) return this.#cells.push(text);
    this.#head += text;
    // A line end inside quotes settles nothing, but neither would more of the file.
    if (hasLine(text) || this.#head.length > MOST_LINE) this.#begin();
  }

  finish(): CsvTable {
    if (!this.#cells) this.#begin();
    this.#cells?.end();
    if (!this.#table) throw new CsvError('The file has no data rows.');
    return this.#table.finish(this.#name);
  }

  #begin(): void {
    const text = this.#head.startsWith('\uFEFF') ? this.#head.slice(1) : this.#head;
    const { delimiter, comma } = detectFormat(text);
    const table = new TableBuilder(comma);
    this.#table = table;
    this.#name = delimiterNames[delimiter];
    this.#cells = new CsvCells(delimiter, (cells, line) => table.add(cells, line));
    this.#head = '';
    this.#cells.push(text);
  }
}

/** Whether a line end follows anything but line ends; one look at each character. */
function hasLine(text: string): boolean {
  let begun = false;
  for (const letter of text) {
    const ends = letter === '\n' || letter === '\r';
    if (begun && ends) return true;
    begun ||= !ends;
  }
  return false;
}

async function readPiece(file: Readable, from: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer());
  } catch {
    throw new CsvError('The file could not be read (it may have been moved). The earlier data is still loaded.');
  }
}
